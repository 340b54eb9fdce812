import { expect } from "chai";
import { ConfigBlock } from "../../../rtl/config/config-block.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import type { PconfigCommand } from "../../reference/pconfig.ts";
import { COMMAND } from "./pconfig-rig.ts";
import { KEY, KEY_128, retain, type Surroundings, surround, surroundings } from "./surroundings.ts";

const design = elaborate(ConfigBlock());
type Ports = (typeof design)["io"];

const ACTIVATE = 0x982;
const RANDOM = 0x0101;

class Machine {
  readonly world: Surroundings;
  readonly #bench: Bench<Ports>;

  constructor(bench: Bench<Ports>, world: Surroundings) {
    this.#bench = bench;
    this.world = world;
  }

  *wrmsr(data: bigint): Task<bigint> {
    const b = this.#bench;
    const { access, result } = b.dut.msr;
    b.drive(access.payload.write, 1);
    b.drive(access.payload.address, ACTIVATE);
    b.drive(access.payload.data, data);
    b.drive(access.valid, 1);
    const { payload } = yield* b.until(result, ({ valid }) => valid === 1n, 100);
    b.drive(access.valid, 0);
    yield* b.settle();
    return payload.fault;
  }

  /** The name of the exception or of the code. */
  *pconfig(command: Partial<PconfigCommand>): Task<string | undefined> {
    const b = this.#bench;
    const { command: port, result } = b.dut.pconfig;
    for (const [name, value] of Object.entries({ ...COMMAND, ...command }))
      b.drive(port.payload[name as keyof PconfigCommand], value);
    b.drive(port.valid, 1);
    const { payload } = yield* b.until(result, ({ valid }) => valid === 1n, 100);
    b.drive(port.valid, 0);
    yield* b.settle();
    const fault = b.nameOf(result.payload.fault, payload.fault);
    return fault === "none" ? b.nameOf(result.payload.code, payload.code) : fault;
  }

  /** Another agent asks for the lock of the key table from now on, or gives it back: whether it has it. */
  *otherAsks(request: boolean): Task<boolean> {
    const b = this.#bench;
    b.drive(b.dut.otherLock.request, request);
    yield* b.tick();
    return b.peek(b.dut.otherLock.granted) === 1n;
  }

  get engine() {
    return this.#bench.peek(this.#bench.dut.engine);
  }
}

/** Runs a program; gives the wave file. */
function run(program: (machine: Machine) => Task, revealSecrets = false): string {
  const world = surroundings();
  const sink = new MemorySink();
  using sim = simulate(design).vcd(sink, { revealSecrets });
  surround(sim, sim.dut, world);
  retain(sim, sim.dut.retention, world);
  const { msr, pconfig, otherLock } = sim.dut;
  for (const port of [msr.access.valid, pconfig.command.valid, otherLock.request]) sim.drive(port, 0);
  for (const port of [msr.result.ready, pconfig.result.ready]) sim.drive(port, 1);
  sim.bench(function* machine(b) {
    yield* b.tick();
    yield* program(new Machine(b, world));
  });
  sim.run({ cycles: 10_000 });
  return sink.text();
}

describe("the configuration as a whole", () => {
  it("refuses PCONFIG until MKTME is activated", () => {
    run(function* (machine) {
      expect(yield* machine.pconfig({})).to.equal("gp");
      yield* machine.wrmsr(0x2n);
      expect(machine.engine.enabled).to.equal(1n);
      expect(yield* machine.pconfig({})).to.equal("gp");
    });
  });

  it("sends the TME key and then the keys of PCONFIG to one key table", () => {
    run(function* (machine) {
      expect(yield* machine.wrmsr(0x5_0006_0000_0002n)).to.equal(0n);
      expect(yield* machine.pconfig({ keyId: 5 })).to.equal("PROG_SUCCESS");
      expect(yield* machine.pconfig({ keyId: 6, control: RANDOM, keyField1: 0n, keyField2: 1n })).to.equal(
        "PROG_SUCCESS",
      );
      expect(machine.world.entries).to.deep.equal([
        { keyId: 0n, mode: 1n, algorithm: 0n, ...KEY_128 },
        { keyId: 5n, mode: 1n, algorithm: 0n, dataKey: COMMAND.keyField1, tweakKey: COMMAND.keyField2 },
        {
          keyId: 6n,
          mode: 1n,
          algorithm: 0n,
          dataKey: KEY_128.dataKey,
          tweakKey: KEY_128.tweakKey ^ 1n,
        },
      ]);
      expect(machine.world.requests).to.equal(2);
    });
  });

  it("is busy while another agent has the lock, and free again after", () => {
    run(function* (machine) {
      yield* machine.wrmsr(0x5_0006_0000_0002n);
      expect(yield* machine.otherAsks(true)).to.equal(true);
      expect(yield* machine.pconfig({})).to.equal("DEVICE_BUSY");
      expect(yield* machine.otherAsks(false)).to.equal(false);
      expect(yield* machine.pconfig({})).to.equal("PROG_SUCCESS");
    });
  });

  it("gives the lock back where there was no entropy", () => {
    run(function* (machine) {
      yield* machine.wrmsr(0x5_0006_0000_0002n);
      machine.world.entropy = undefined;
      expect(yield* machine.pconfig({ control: RANDOM })).to.equal("ENTROPY_ERROR");
      expect(yield* machine.otherAsks(true)).to.equal(true);
      yield* machine.otherAsks(false);
      machine.world.entropy = KEY;
      expect(yield* machine.pconfig({ control: RANDOM })).to.equal("PROG_SUCCESS");
    });
  });

  it("shows no key in its waves, however it came to be", () => {
    const program = function* (machine: Machine): Task {
      yield* machine.wrmsr(0x5_0006_0000_000an);
      yield* machine.pconfig({});
      yield* machine.pconfig({ control: RANDOM });
    };
    const { dataKey, tweakKey } = KEY_128;
    const { keyField1, keyField2 } = COMMAND;
    const keys = { dataKey, tweakKey, keyField1, keyField2, mixed: dataKey ^ keyField1 };
    const found = (waves: string) =>
      Object.entries(keys).flatMap(([name, key]) => (waves.includes(key.toString(2)) ? [name] : []));
    expect(found(run(program))).to.deep.equal([]);
    expect(found(run(program, true))).to.deep.equal(Object.keys(keys));
  });
});
