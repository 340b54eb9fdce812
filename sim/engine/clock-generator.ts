import type { ClockTiming } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import type { Netlist, NodeId } from "../netlist/netlist.ts";
import { type Event, EventQueue } from "./event-queue.ts";

interface RootClock extends Event {
  readonly node: NodeId;
  readonly timing: ClockTiming;
  /** Level that the next toggle brings. */
  level: 0 | 1;
  /** Time of the next toggle. */
  time: number;
}

/** Root clocks: low until `phase`, then high for `high` and low for the rest of each period. */
export class ClockGenerator {
  readonly #netlist: Netlist;
  readonly #clocks = new Map<NodeId, RootClock>();
  readonly #queue = new EventQueue<RootClock>();

  constructor(netlist: Netlist) {
    this.#netlist = netlist;
  }

  /** Two domains on the two edges of one clock node share its waveform; it is given once, or twice the same. */
  add(domain: number, timing: ClockTiming): void {
    const { name, clock, place } = this.#netlist.domains[domain];
    const { period, phase, high } = timing;
    const fail = (problem: string, fix: string): never => {
      const pointer = { what: `domain ${name}`, place: this.#netlist.places[place] };
      throw new DesignError("CLOCK", problem, [pointer], fix);
    };
    if (this.#netlist.nodes[clock].op !== "clock") {
      fail(
        `domain ${name} has a derived clock, which no waveform can drive`,
        "give the waveform to its root clock",
      );
    }
    if (
      ![period, phase, high].every(Number.isSafeInteger) ||
      period < 2 ||
      phase < 0 ||
      high < 1 ||
      high >= period
    ) {
      fail(
        `a clock with period ${period} ps, phase ${phase} ps and high ${high} ps cannot be made`,
        "use whole picoseconds, with period >= 2, phase >= 0 and 1 <= high < period",
      );
    }
    const known = this.#clocks.get(clock);
    if (known) {
      const same =
        known.timing.period === period && known.timing.phase === phase && known.timing.high === high;
      if (!same)
        fail(`the clock of domain ${name} has another waveform already`, "give each clock one waveform");
      return;
    }
    const root: RootClock = { node: clock, timing, level: 1, time: phase, sequence: 0 };
    this.#clocks.set(clock, root);
    this.#queue.push(root);
  }

  /** Time of the next toggle, or Infinity. */
  get next(): number {
    return this.#queue.next;
  }

  /** Whole periods, from a rising edge on, of the only clock that end no later than `time`; 0 where there are others. */
  periods(time: number): number {
    const root = this.#queue.only;
    if (root?.level !== 1) return 0;
    const { period, high } = root.timing;
    return Math.max(0, Math.floor((time - root.time - high) / period) + 1);
  }

  /** Lets so many whole periods of the only clock go by; gives the time of the last falling edge. */
  skip(periods: number): number {
    const root = this.#queue.only!;
    const { period, high } = root.timing;
    root.time += periods * period;
    return root.time - (period - high);
  }

  /** Takes every toggle at `time`. */
  toggle(time: number, set: (node: NodeId, level: 0 | 1) => void): void {
    while (this.#queue.next === time) {
      const root = this.#queue.pop()!;
      set(root.node, root.level);
      const { period, high } = root.timing;
      root.time += root.level === 1 ? high : period - high;
      root.level = root.level === 1 ? 0 : 1;
      this.#queue.push(root);
    }
  }
}
