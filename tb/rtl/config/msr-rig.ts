import { MsrBlock } from "../../../rtl/config/msr-block.ts";
import type { Platform } from "../../../rtl/config/platform.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import { type Design, elaborate } from "../../../sim/hdl/index.ts";
import { retain, type Surroundings, surround, surroundings } from "./surroundings.ts";

type MsrDesign = Design<ReturnType<typeof MsrBlock>["shape"]>;

export interface MsrResult {
  readonly data: bigint;
  readonly fault: bigint;
}

/** A processor at the ports of an `MsrBlock`. */
export class Processor {
  readonly world: Surroundings;
  readonly #bench: Bench<MsrDesign["io"]>;

  constructor(bench: Bench<MsrDesign["io"]>, world: Surroundings) {
    this.#bench = bench;
    this.world = world;
    bench.drive(bench.dut.access.valid, 0);
    bench.drive(bench.dut.result.ready, 1);
  }

  /** The bundle to the engine. */
  get engine() {
    return this.#bench.peek(this.#bench.dut.engine);
  }

  get activation() {
    return this.#bench.peek(this.#bench.dut.activation);
  }

  *rdmsr(address: number): Task<MsrResult> {
    return yield* this.#access(0, address, 0n);
  }

  /** What is read, or "#GP". */
  *read(address: number): Task<bigint | "#GP"> {
    const { data, fault } = yield* this.rdmsr(address);
    return fault === 1n ? "#GP" : data;
  }

  /** "ok" or "#GP". */
  *write(address: number, data: bigint): Task<"ok" | "#GP"> {
    const { fault } = yield* this.wrmsr(address, data);
    return fault === 1n ? "#GP" : "ok";
  }

  *wrmsr(address: number, data: bigint): Task<MsrResult> {
    return yield* this.#access(1, address, data);
  }

  /** A reset of the processor, as on the way out of standby. */
  *reset(): Task {
    const b = this.#bench;
    b.drive(b.resetPin(), 1);
    yield* b.tick(2);
    b.drive(b.resetPin(), 0);
    yield* b.settle();
  }

  *#access(write: number, address: number, data: bigint): Task<MsrResult> {
    const b = this.#bench;
    const { access, result } = b.dut;
    b.drive(access.payload.write, write);
    b.drive(access.payload.address, address);
    b.drive(access.payload.data, data);
    b.drive(access.valid, 1);
    const { payload } = yield* b.until(result, ({ valid }) => valid === 1n, 100);
    b.drive(access.valid, 0);
    yield* b.settle();
    return payload;
  }
}

const designs = new Map<string, MsrDesign>();

/** The registers of a platform, elaborated once. */
export function msrDesign(platform: Partial<Platform> = {}): MsrDesign {
  const key = JSON.stringify(platform);
  const known = designs.get(key) ?? elaborate(MsrBlock(platform));
  designs.set(key, known);
  return known;
}

/** Runs a program on a processor just out of reset. */
export function runMsr(
  platform: Partial<Platform>,
  program: (cpu: Processor) => Task,
  given: Partial<Surroundings> = {},
): void {
  const world = surroundings(given);
  using sim = simulate(msrDesign(platform));
  surround(sim, sim.dut, world);
  retain(sim, sim.dut.retention, world);
  sim.bench(function* processor(b) {
    const cpu = new Processor(b, world);
    yield* b.tick();
    yield* program(cpu);
  });
  sim.run({ cycles: 20_000 });
}
