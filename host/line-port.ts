import type { Bench } from "../sim/bench/bench.ts";
import type { Simulation } from "../sim/bench/simulation.ts";
import type { Values } from "../sim/bench/values.ts";
import type { Bits } from "../sim/hdl/index.ts";

/** Tags that may be in flight at once: the engine's tag is 8 bits. */
const TAGS = 256;

/** A line on its way through one direction of the engine. */
export interface Passage {
  readonly address: number;
  readonly line: Uint8Array;
  /** Takes what came out, and the cycles from the edge that took the line to the edge that gave the result. */
  readonly done: (line: Uint8Array, latencyCycles: number) => void;
}

/** One direction of the engine, from outside. */
interface Direction {
  readonly up: {
    readonly valid: Bits<1>;
    readonly ready: Bits<1>;
    readonly payload: {
      readonly line: Bits;
      readonly address: Bits;
      readonly slot: Bits;
      readonly tag: Bits;
    };
  };
  readonly down: {
    readonly valid: Bits<1>;
    readonly ready: Bits<1>;
    readonly payload: { readonly line: Bits; readonly tag: Bits };
  };
}

/** What the port looks at before each edge. */
const watched = ({ up, down }: Direction) => ({
  ready: up.ready,
  valid: down.valid,
  line: down.payload.line,
  tag: down.payload.tag,
});

/**
 * Plays lines through one direction of the engine: `drive` after an edge, `observe` with what was sampled before the
 * next one. Results are always taken. Lines keep their order.
 */
export class LinePort {
  readonly watched: ReturnType<typeof watched>;
  private readonly direction: Direction;
  private readonly inFlight: { readonly passage: Passage; readonly cycle: number; readonly tag: number }[] =
    [];
  private offered: Passage | undefined;
  /** Whether the pins show what is offered, or that nothing is. */
  private isDriven = false;
  private tag = 0;

  /** Before the run: no line comes yet, and results are taken from the start. */
  constructor(sim: Simulation<unknown>, direction: Direction) {
    this.direction = direction;
    this.watched = watched(direction);
    sim.drive(direction.up.valid, 0).drive(direction.down.ready, 1);
  }

  /** Lines that were offered and have not come back. */
  get unfinished(): number {
    return this.inFlight.length + (this.offered ? 1 : 0);
  }

  /** Whether a line may be offered: none waits at the port, and a tag is free. */
  get isFree(): boolean {
    return this.offered === undefined && this.inFlight.length < TAGS;
  }

  /** The next line for the engine, when `isFree`. Gives its tag. */
  offer(passage: Passage): number {
    this.offered = passage;
    this.isDriven = false;
    return this.tag;
  }

  /** After an edge. */
  drive(bench: Bench<unknown>): void {
    if (this.isDriven) return;
    this.isDriven = true;
    const { valid, payload } = this.direction.up;
    const { offered } = this;
    bench.drive(valid, offered ? 1 : 0);
    if (!offered) return;
    bench.drive(payload.line, offered.line);
    bench.drive(payload.address, offered.address);
    bench.drive(payload.slot, 0);
    bench.drive(payload.tag, this.tag);
  }

  /** At the next edge, with what `watched` was before it. Throws Error for a line that is not due. */
  observe(seen: Values<ReturnType<typeof watched>, "bytes">, cycle: number): void {
    if (this.offered && seen.ready[0] === 1) {
      this.inFlight.push({ passage: this.offered, cycle, tag: this.tag });
      this.tag = (this.tag + 1) % TAGS;
      this.offered = undefined;
      this.isDriven = false;
    }
    if (seen.valid[0] !== 1) return;
    const oldest = this.inFlight.shift();
    if (!oldest || oldest.tag !== seen.tag[0]) {
      throw new Error(
        `the engine gave tag ${seen.tag[0]} where ${oldest ? `tag ${oldest.tag}` : "none"} was due`,
      );
    }
    oldest.passage.done(seen.line, cycle - oldest.cycle);
  }
}
