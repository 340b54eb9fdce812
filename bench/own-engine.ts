import { ENGINES } from "../sim/bench/index.ts";
import { type Bits, elaborate, signalOf } from "../sim/hdl/index.ts";
import type { Engine } from "../sim/netlist/engine.ts";
import { optimise } from "../sim/netlist/passes.ts";
import type { SelfDriven } from "./designs/stimulus.ts";
import { processorSeconds } from "./measure.ts";
import type { Contender } from "./race.ts";
import { RESET_CYCLES } from "./rivals/design.ts";

export type EngineName = Extract<keyof typeof ENGINES, "event" | "compiled">;

/** A design that drives itself on one of our engines: nothing is read or written while it runs. */
export class FreeRun {
  private readonly engine: Engine;
  private readonly checksumNode: number;

  constructor(design: SelfDriven, engine: EngineName, pause: number) {
    const { netlist: elaborated, io } = elaborate(design);
    const netlist = optimise(elaborated);
    const node = (pin: Bits) => netlist.signals[signalOf(pin)!].node;
    this.engine = ENGINES[engine](netlist, { policy: "merge", seed: 1 });
    this.checksumNode = node(io.checksum);
    this.engine.clock(0, { period: 1000, phase: 500, high: 500 });
    const reset = netlist.domains[0].reset!.node;
    this.engine.write(reset, [1]);
    this.engine.write(node(io.pause), [pause]);
    this.engine.settle();
    this.run(RESET_CYCLES);
    this.engine.write(reset, [0]);
    this.engine.settle();
  }

  run(cycles: number): void {
    const { engine } = this;
    const end = engine.edges(0) + cycles;
    engine.run?.(Number.POSITIVE_INFINITY, cycles);
    while (engine.edges(0) < end) {
      engine.advance(engine.nextEvent());
      engine.advance(engine.nextEvent());
    }
  }

  /** The design's output `checksum`, in hex. @throws Error if it is not known. */
  checksum(): string {
    const { state, netlist } = this.engine;
    const first = state.offset(this.checksumNode);
    const end = first + (netlist.nodes[this.checksumNode].width >> 5);
    if (state.unknown.subarray(first, end).some((word) => word !== 0)) throw new Error("unknown checksum");
    return hex(state.value.subarray(first, end));
  }
}

/** One of our engines in this process. */
export class OwnEngine implements Contender {
  readonly name: EngineName;
  private readonly design: SelfDriven;
  private readonly runs = new Map<number, FreeRun>();

  constructor(design: SelfDriven, name: EngineName) {
    this.design = design;
    this.name = name;
  }

  checksum(pause: number, cycles: number): string {
    const run = new FreeRun(this.design, this.name, pause);
    run.run(cycles);
    return run.checksum();
  }

  seconds(pause: number, cycles: number): number {
    const run = this.runs.get(pause) ?? new FreeRun(this.design, this.name, pause);
    this.runs.set(pause, run);
    return processorSeconds(() => run.run(cycles));
  }
}

/** Words of 32 bits, the lowest first, as one number in hex. */
function hex(words: Int32Array): string {
  return Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0"))
    .reverse()
    .join("");
}
