import type { Check, DomainId, Netlist, NodeId } from "./netlist.ts";

/**
 * The state of a running netlist in two planes of 32-bit words. Bit b of a node is bit `b % 32` of word
 * `offset(node) + (b >> 5)`; bits above the node's width are 0 in both planes. value/unknown: 0 = 0/0, 1 = 1/0,
 * x = 0/1, z = 1/1.
 */
export interface State {
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  /** First word of a node, or -1 where the engine keeps no storage for it. Named signals always have storage. */
  offset(node: NodeId): number;
}

/** A clock at the pins: all times in integer picoseconds. */
export interface ClockTiming {
  /** At least 2. */
  readonly period: number;
  /** Time of the first rising edge. */
  readonly phase: number;
  /** Time high in each period, 1 to period - 1. */
  readonly high: number;
}

/** What a bench hangs onto an engine. Called synchronously inside `advance`. */
export interface EngineHooks {
  /** Phase 3: an edge is active in these domains, nothing is committed yet: read what flops see. May come several times at one time (deltas). */
  sample?(domains: readonly DomainId[]): void;
  /** An assertion failed at this edge; the state is the one before the commit. */
  failed?(check: Check): void;
}

/** What steps a netlist. The timing model (docs/timing-model.md) says what happens inside `advance` and `settle`. */
export interface Engine {
  /** The netlist that is stepped (after the passes). */
  readonly netlist: Netlist;
  readonly state: State;
  /** Picoseconds. */
  readonly time: number;
  hooks: EngineHooks;
  /** Times a cover condition was 1 at an edge, by index into `netlist.checks`. */
  readonly covered: Float64Array;
  /** Gives a root clock domain its waveform. Before the first `advance`. */
  clock(domain: DomainId, timing: ClockTiming): void;
  /** Time of the next clock toggle, or Infinity. */
  nextEvent(): number;
  /** Phases 1 to 7 at the given time, which is later than `time` (or 0 at the start) and not past `nextEvent()`. */
  advance(time: number): void;
  /**
   * Does what `advance` does at the events up to a time, for at most so many active edges of each domain, without
   * calling `hooks.sample`. It may stop at any of them, or do nothing: before an edge at which an assertion fails it does.
   */
  run?(time: number, edges: number): void;
  /** Phase 8: replaces the value of an input node; takes effect at `settle`. Words as in `State`, from `offset` on. */
  write(node: NodeId, value: ArrayLike<number>, unknown?: ArrayLike<number>): void;
  /** Phase 8: settles what `write` changed; asynchronous resets act at once. */
  settle(): void;
  /** Active edges of a domain so far. */
  edges(domain: DomainId): number;
  /** A memory word as it stands, for benches and dumps. */
  peekMemory(memory: number, address: number): { readonly value: bigint; readonly unknown: bigint };
}
