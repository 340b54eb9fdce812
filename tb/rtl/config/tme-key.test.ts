import { expect } from "chai";
import { MsrBlock } from "../../../rtl/config/msr-block.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { influences } from "../cone.ts";
import { runMsr } from "./msr-rig.ts";
import { KEY, KEY_128, NO_KEY } from "./surroundings.ts";

const ACTIVATE = 0x982;
const CLEAR_SAVED_KEY = 0x9fb;

describe("the TME key", () => {
  it("goes to the engine as the key of keyID 0, cut to the length of the policy", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0x2n);
      expect(cpu.world.entries).to.deep.equal([{ keyId: 0n, mode: 1n, algorithm: 0n, ...KEY_128 }]);
      yield* cpu.reset();
      yield* cpu.write(ACTIVATE, 0x22n);
      expect(cpu.world.entries[1]).to.deep.equal({ keyId: 0n, mode: 1n, algorithm: 2n, ...KEY });
    });
  });

  it("is not saved unless it is asked for", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0x2n);
      expect(cpu.world.saved).to.deep.equal(NO_KEY);
    });
  });

  it("is not saved where the engine does not take it, or where TME stays off", () => {
    runMsr(
      {},
      function* (cpu) {
        yield* cpu.write(ACTIVATE, 0xan);
        expect(cpu.world.entries).to.have.lengthOf(1);
        yield* cpu.write(ACTIVATE, 0x8n);
        expect(cpu.world.saved).to.deep.equal(NO_KEY);
      },
      { takes: false },
    );
  });

  it("that was saved comes back after standby, and again after another", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0x2an);
      expect(cpu.world.saved).to.deep.equal(KEY);
      cpu.world.entropy = undefined;
      for (const _ of [1, 2]) {
        yield* cpu.reset();
        yield* cpu.write(ACTIVATE, 0x26n);
        expect(yield* cpu.read(ACTIVATE)).to.equal(0x27n);
      }
      expect(cpu.world.entries).to.deep.equal(Array(3).fill({ keyId: 0n, mode: 1n, algorithm: 2n, ...KEY }));
    });
  });

  it("is a new one after a boot, while the saved one stays", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0xan);
      yield* cpu.reset();
      cpu.world.entropy = { dataKey: 1n, tweakKey: 2n };
      yield* cpu.write(ACTIVATE, 0x2n);
      expect(cpu.world.entries[1]).to.include({ dataKey: 1n, tweakKey: 2n });
      expect(cpu.world.saved).to.deep.equal(KEY);
    });
  });

  it("that was cleared by IA32_TME_CLEAR_SAVED_KEY does not come back", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0xan);
      expect(yield* cpu.write(CLEAR_SAVED_KEY, 1n)).to.equal("ok");
      expect(cpu.world.saved).to.deep.equal(NO_KEY);
      yield* cpu.reset();
      yield* cpu.write(ACTIVATE, 0x6n);
      expect(yield* cpu.read(ACTIVATE)).to.equal(0x4n);
    });
  });

  it("stays saved where IA32_TME_CLEAR_SAVED_KEY is written 0, or a reserved bit, or read", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0xan);
      expect(yield* cpu.write(CLEAR_SAVED_KEY, 0n)).to.equal("ok");
      expect(yield* cpu.write(CLEAR_SAVED_KEY, 3n)).to.equal("#GP");
      expect(yield* cpu.read(CLEAR_SAVED_KEY)).to.equal("#GP");
      expect(cpu.world.saved).to.deep.equal(KEY);
    });
  });
});

describe("no MSR tells of a key", () => {
  const { netlist } = elaborate(MsrBlock());

  it("a new key influences nothing that is read", () => {
    const inputs = influences(netlist, ["result.payload.data", "result.payload.fault", "result.valid"]);
    expect(inputs).to.include("entropy.answer.ok").and.include("access.payload.data");
    expect(inputs.filter((name) => /^entropy\..*Key$/.test(name))).to.deep.equal([]);
  });

  it("every key is secret, and no result is", () => {
    const keys = netlist.signals.filter(({ name }) => /^(dataKey|tweakKey)$/.test(name));
    expect(keys).to.have.lengthOf(18);
    expect(keys.filter(({ secret }) => !secret)).to.deep.equal([]);
    const others = netlist.signals.filter(({ name, secret }) => secret && !/^(dataKey|tweakKey)$/.test(name));
    expect(others).to.deep.equal([]);
  });

  it("a restored key shows in one bit only: whether there is one", () => {
    const reads: unknown[] = [];
    for (const saved of [KEY, { dataKey: 1n, tweakKey: 0n }]) {
      runMsr(
        {},
        function* (cpu) {
          yield* cpu.write(ACTIVATE, 0x6n);
          const all = [];
          for (const address of [0x87, 0x981, 0x982, 0x983, 0x984, 0x9fb, 0x9ff])
            all.push(yield* cpu.rdmsr(address));
          reads.push(all);
        },
        { saved },
      );
    }
    expect(reads[0]).to.deep.equal(reads[1]);
  });
});
