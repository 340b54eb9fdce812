import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { type Answer, AxiManager, type ManagerOptions } from "../../../host/axi/manager.ts";
import { AxiMonitor, type Transaction } from "../../../host/axi/monitor.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { AxiSubordinate, type SubordinateOptions } from "../../../host/axi/subordinate.ts";
import { axi } from "../../../rtl/bus/axi.ts";
import { every, random, simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, module } from "../../../sim/hdl/index.ts";
import { KINDS, traffic } from "./traffic.ts";

const OPTIONS = { addressBits: 40, dataBits: 128, idBits: 4 } as const;
const wires = elaborate(
  module("Wires", { up: flip(axi(OPTIONS)), down: axi(OPTIONS) }, ({ up, down }) => connect(up, down)),
);

/** A manager and a memory, with the protocol checked between. */
function rig(options: ManagerOptions & SubordinateOptions & { readonly seed?: number } = {}) {
  const sim = simulate(wires, { seed: options.seed ?? 1 });
  const seen: Transaction[] = [];
  new ProtocolChecker(sim, sim.dut.up, {
    maxReads: options.maxReads ?? 200,
    maxWrites: options.maxWrites ?? 200,
  });
  new AxiMonitor(sim, sim.dut.up, { each: (transaction) => seen.push(transaction) });
  const manager = new AxiManager(sim, sim.dut.up, options);
  const { memory } = new AxiSubordinate(sim, sim.dut.down, options);
  return { sim, manager, memory, seen };
}

describe("AXI manager, memory and monitor", () => {
  it("write and read back bytes at any lane", () => {
    const { sim, manager, memory, seen } = rig();
    const data = Uint8Array.from({ length: 21 }, (_, i) => i + 1);
    const answers: Answer[] = [];
    sim.bench(function* () {
      // Beats of 16 bytes: 3 bytes, 16 bytes, and 2 more that are not written.
      const request = { id: 3, addr: 0x100d, len: 2, size: 4 };
      const padded = new Uint8Array(35);
      padded.set(data);
      manager.write({
        ...request,
        data: padded,
        isWritten: Uint8Array.from(padded, (_, i) => (i < 21 ? 1 : 0)),
      });
      yield* manager.drained();
      manager.read(request, (answer) => answers.push(answer));
      yield* manager.drained();
    });
    sim.run();
    expect([...memory.read(0x100c, 24)]).to.deep.equal([0, ...data, 0, 0]);
    expect([answers[0].response, [...answers[0].data.subarray(0, 21)]]).to.deep.equal(["OKAY", [...data]]);
    expect(seen.map(({ kind, id, addr, len }) => [kind, id, addr, len])).to.deep.equal([
      ["write", 3, 0x100d, 2],
      ["read", 3, 0x100d, 2],
    ]);
    expect(seen[0].isWritten.reduce((sum, bit) => sum + bit)).to.equal(21);
  });

  it("wrap to the start of the container, the critical word first", () => {
    const { sim, manager, memory } = rig();
    memory.write(
      0x40,
      Uint8Array.from({ length: 64 }, (_, i) => i),
    );
    const first: number[] = [];
    sim.bench(function* () {
      manager.read({ id: 0, addr: 0x60, len: 3, size: 4, burst: "WRAP" }, ({ data }) => {
        for (let beat = 0; beat < 4; beat++) first.push(data[16 * beat]);
      });
      yield* manager.drained();
    });
    sim.run();
    expect(first).to.deep.equal([32, 48, 0, 16]);
  });

  it("keep to the limit of outstanding bursts", () => {
    const { sim, manager, seen } = rig({ maxReads: 2, latency: () => 20 });
    sim.bench(function* () {
      for (let id = 0; id < 6; id++) manager.read({ id, addr: 64 * id, len: 0, size: 4 });
      yield* manager.drained();
    });
    sim.run();
    expect(seen.length).to.equal(6);
    const overlap = seen.map(
      ({ begun }) => seen.filter((one) => one.begun <= begun && begun < one.ended).length,
    );
    expect(Math.max(...overlap)).to.equal(2);
  });

  it("answer in another order across IDs, and in order within each", () => {
    const { sim, manager, seen } = rig({ reorders: true, latency: (draw) => draw.between(1, 30), seed: 5 });
    sim.bench(function* (b) {
      for (let i = 0; i < 100; i++) manager.read({ id: b.random.below(4), addr: 16 * i, len: 0, size: 4 });
      yield* manager.drained();
    });
    sim.run();
    const order = seen.map(({ addr }) => addr);
    expect(order).to.not.deep.equal([...order].sort((a, b) => a - b));
    for (let id = 0; id < 4; id++) {
      const own = seen.filter((one) => one.id === id).map(({ addr }) => addr);
      expect(own).to.deep.equal([...own].sort((a, b) => a - b));
    }
  });

  for (const seed of [1, 2, 3]) {
    it(`agree with a model of bytes over random bursts, seed ${seed}`, () => {
      const { sim, manager, seen } = rig({
        seed,
        reorders: true,
        latency: (draw) => draw.between(1, 40),
        patterns: { aw: random(0.5), w: random(0.7), b: every(2), ar: random(0.6), r: random(0.8) },
      });
      sim.bench((b) =>
        traffic(b, manager, new ByteMemory(), {
          bursts: 200,
          busBytes: 16,
          ids: 16,
          kinds: KINDS.slice(0, 5),
        }),
      );
      sim.run({ cycles: 50_000 });
      expect(seen.length).to.equal(200);
    });
  }
});
