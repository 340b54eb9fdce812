import type { Bits } from "./bits.ts";
import type { Mul } from "./widths.ts";

/**
 * `N` words of one width that stay together: each operator is one node of the netlist, whatever the number of lanes.
 * Lane 0 is least significant.
 */
export interface Vec<
  out N extends number = number,
  out E extends Bits = Bits,
  out W extends number = Mul<N, E["width"]>,
> {
  readonly lanes: N;
  /** Bits in all. */
  readonly width: W;

  /** The hardware of `body` in every lane. `body` is called once; words from outside are repeated in every lane. */
  map<R extends number>(body: (lane: E) => Bits<R>): Vec<N, Bits<R>>;
  /** Likewise over two vectors, lane by lane. */
  zip<F extends Bits, R extends number>(other: Vec<N, F>, body: (one: E, two: F) => Bits<R>): Vec<N, Bits<R>>;

  /** Lane i of the result is lane `index[i]`, or `index(i)`, of this. Lanes may repeat or be left out; no gates. */
  permute<const I extends readonly number[]>(index: I): Vec<I["length"], E>;
  permute(index: (lane: number) => number): Vec<N, E, W>;
  /** Lane i of the result is lane `i + by` (modulo N) of this: lanes move towards lane 0 for a positive `by`. */
  rotate(by: number): Vec<N, E, W>;

  and(other: Vec<N, E, W>): Vec<N, E, W>;
  or(other: Vec<N, E, W>): Vec<N, E, W>;
  xor(other: Vec<N, E, W>): Vec<N, E, W>;
  not(): Vec<N, E, W>;
  add(other: Vec<N, E, W>): Vec<N, E, W>;
  sub(other: Vec<N, E, W>): Vec<N, E, W>;

  /** One lane, by a constant or a signal. */
  lane(index: number | Bits): E;
  /** The same bits as one word; no gates. */
  readonly bits: Bits<W>;
  /** The same bits in other lanes; no gates. */
  regroup<const M extends number, const W extends number>(lanes: M, width: W): Vec<M, Bits<W>>;
}
