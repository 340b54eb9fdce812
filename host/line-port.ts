import type { Bench } from "../sim/bench/bench.ts";
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
  private isPresented = false;
  private tag = 0;

  constructor(direction: Direction) {
    this.direction = direction;
    this.watched = watched(direction);
  }

  /** Lines that the engine has taken and not given back. */
  get pending(): number {
    return this.inFlight.length;
  }

  /** Whether a line may be offered: none waits at the port, and a tag is free. */
  get isFree(): boolean {
    return this.offered === undefined && this.inFlight.length < TAGS;
  }

  /** The next line for the engine, when `isFree`. Gives its tag. */
  offer(passage: Passage): number {
    this.offered = passage;
    this.isPresented = false;
    return this.tag;
  }

  /** Before the first cycle: nothing to take, and all results welcome. */
  open(bench: Bench<unknown>): void {
    bench.drive(this.direction.up.valid, 0);
    bench.drive(this.direction.down.ready, 1);
  }

  drive(bench: Bench<unknown>): void {
    const { valid, payload } = this.direction.up;
    const { offered } = this;
    if (!offered) {
      if (!this.isPresented) bench.drive(valid, 0);
      this.isPresented = true;
      return;
    }
    if (this.isPresented) return;
    this.isPresented = true;
    bench.drive(valid, 1);
    bench.drive(payload.line, offered.line);
    bench.drive(payload.address, offered.address);
    bench.drive(payload.slot, 0);
    bench.drive(payload.tag, this.tag);
  }

  observe(seen: Values<ReturnType<typeof watched>, "bytes">, cycle: number): void {
    if (this.offered && seen.ready[0] === 1) {
      this.inFlight.push({ passage: this.offered, cycle, tag: this.tag });
      this.tag = (this.tag + 1) % TAGS;
      this.offered = undefined;
      this.isPresented = false;
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
