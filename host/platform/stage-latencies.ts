import { MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";

/** A place that every read passes: a stream inside the memory system, and the field that names the transaction. */
interface Station {
  readonly path: string;
  readonly slot: "slot" | "id";
  readonly clock: "clk" | typeof MEMORY_CLOCK;
}

const STATIONS = {
  request: { path: "engine.read.request", slot: "slot", clock: "clk" },
  lookup: { path: "engine.memory.read.request", slot: "slot", clock: "clk" },
  memoryIn: { path: "memory.bus.ar", slot: "id", clock: MEMORY_CLOCK },
  memoryOut: { path: "memory.bus.r", slot: "id", clock: MEMORY_CLOCK },
  answer: { path: "engine.memory.read.response", slot: "slot", clock: "clk" },
  response: { path: "engine.read.response", slot: "slot", clock: "clk" },
} as const satisfies Readonly<Record<string, Station>>;

type StationName = keyof typeof STATIONS;
/** A station is reached when its stream first offers the line, and left with its transfer. */
type Moment = `${StationName} reached` | `${StationName} left`;

/** The stages of a read's life, one after the other. */
export const READ_STAGES = [
  { name: "hazard and drain", from: "request reached", to: "request left" },
  { name: "keyID lookup", from: "request left", to: "lookup left" },
  { name: "to the memory", from: "lookup left", to: "memoryIn left" },
  { name: "DRAM", from: "memoryIn left", to: "memoryOut left" },
  { name: "from the memory", from: "memoryOut left", to: "answer reached" },
  { name: "tweak wait", from: "answer reached", to: "answer left" },
  { name: "decryption", from: "answer left", to: "response left" },
] as const satisfies readonly { readonly name: string; readonly from: Moment; readonly to: Moment }[];

export type ReadStage = (typeof READ_STAGES)[number]["name"];

/** The order in which a line passes the moments. */
const FIRST: Moment = "request reached";
const LAST: Moment = "response left";

export interface StageLatenciesOptions {
  /** Takes how long a read spent in a stage, in ps. */
  readonly each: (stage: ReadStage, ps: number) => void;
  /** Takes a cycle in which a station offers a line that is not taken. */
  readonly stalled: (station: StationName) => void;
}

/** Follows reads through the memory system by their slots, and tells how long each stays where. */
export class StageLatencies {
  private readonly options: StageLatenciesOptions;
  /** Times of the moments of the line in each slot, in ps. */
  private readonly marks = new Map<number, Map<Moment, number>>();

  constructor(sim: Simulation<unknown>, top: string, options: StageLatenciesOptions) {
    this.options = options;
    for (const clock of ["clk", MEMORY_CLOCK] as const) {
      const names = (Object.keys(STATIONS) as StationName[]).filter((name) => STATIONS[name].clock === clock);
      const watched = Object.fromEntries(
        names.map((name) => {
          const { path, slot } = STATIONS[name];
          const at = (field: string) => sim.signal(`${top}.${path}.${field}`);
          return [name, { valid: at("valid"), ready: at("ready"), slot: at(`payload.${slot}`) }];
        }),
      );
      sim.background((bench) => this.watch(bench, names, watched), {
        name: `stages of ${clock}`,
        domain: clock,
      });
    }
  }

  private *watch(
    bench: Bench<unknown>,
    names: readonly StationName[],
    watched: Readonly<
      Record<string, { readonly valid: object; readonly ready: object; readonly slot: object }>
    >,
  ): Task {
    for (;;) {
      const seen = (yield* bench.sampleBytes(watched)) as Record<
        string,
        Record<"valid" | "ready" | "slot", Uint8Array>
      >;
      for (const name of names) {
        const { [name]: station } = seen;
        if (station.valid[0] !== 1) continue;
        const isTaken = station.ready[0] === 1;
        this.mark(station.slot[0], `${name} reached`, bench.now);
        if (isTaken) this.mark(station.slot[0], `${name} left`, bench.now);
        else this.options.stalled(name);
      }
    }
  }

  private mark(slot: number, moment: Moment, now: number): void {
    let marks = this.marks.get(slot);
    if (moment === FIRST && !marks) this.marks.set(slot, (marks = new Map()));
    if (!marks || marks.has(moment)) return;
    marks.set(moment, now);
    if (moment !== LAST) return;
    this.marks.delete(slot);
    for (const { name, from, to } of READ_STAGES) {
      const [start, end] = [marks.get(from), marks.get(to)];
      if (start !== undefined && end !== undefined) this.options.each(name, end - start);
    }
  }
}
