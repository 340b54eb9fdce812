import type { Literal } from "./literal.ts";
import type { Rom } from "./rom.ts";
import type { Add, AtLeast, InRange, Range, RangeWidth } from "./widths.ts";

/** Something a word can be combined with: a word of the same width, or a constant that fits it. */
export type Operand<W extends number> = Bits<W> | Literal;

/**
 * An unsigned word of `width` bits in the netlist. Operators build hardware; none truncates or extends in silence.
 * Widths that do not agree are errors in the editor where they are literals, and WIDTH errors at elaboration
 * otherwise. Within `Vec.map` the same operators work on every lane at once.
 */
export interface Bits<out W extends number = number> {
  readonly width: W;

  /** Sum modulo 2^W. */
  add(other: Operand<W>): Bits<W>;
  /** Sum with its carry, W + 1 bits. (The type parameter keeps Bits covariant in W; it is never given.) */
  addc<const Carry extends 1 = 1>(other: Operand<W>): Bits<Add<W, Carry>>;
  /** Difference modulo 2^W. */
  sub(other: Operand<W>): Bits<W>;
  /** Whole product: W + V bits. */
  mul<V extends number>(other: Bits<V>): Bits<Add<W, V>>;

  and(other: Operand<W>): Bits<W>;
  or(other: Operand<W>): Bits<W>;
  xor(other: Operand<W>): Bits<W>;
  not(): Bits<W>;

  eq(other: Operand<W>): Bits<1>;
  ne(other: Operand<W>): Bits<1>;
  lt(other: Operand<W>): Bits<1>;
  le(other: Operand<W>): Bits<1>;
  /** Two's-complement comparisons. */
  slt(other: Operand<W>): Bits<1>;
  sle(other: Operand<W>): Bits<1>;

  /** Shifts by a constant or a signal; bits shifted out are lost, and a shift by W or more leaves only the filling. */
  shl(amount: Bits | number): Bits<W>;
  shr(amount: Bits | number): Bits<W>;
  /** Fills with the top bit. */
  sra(amount: Bits | number): Bits<W>;

  /** And, or, exclusive or of all bits. */
  andR(): Bits<1>;
  orR(): Bits<1>;
  xorR(): Bits<1>;

  /** Bits `"high:low"`, both included. */
  at<const S extends Range>(range: InRange<W, S>): Bits<RangeWidth<S>>;
  /** One bit, by a constant or a signal. */
  bit(index: number | Bits): Bits<1>;
  /** Bits high to low where the bounds are computed; the width is known at elaboration only. */
  slice(high: number, low: number): Bits;

  /** Zero-extended to `width`, which is at least W. */
  zext<const V extends number>(width: AtLeast<W, V>): Bits<V>;
  /** Sign-extended to `width`. */
  sext<const V extends number>(width: AtLeast<W, V>): Bits<V>;
  /** The same word, with its width checked at elaboration: the way from a computed width to a literal one. */
  as<const V extends number>(width: V): Bits<V>;

  /** Word of the table at this index. */
  lookup<D extends number>(table: Rom<D>): Bits<D>;
}

/** A word whose values have names. */
export interface EnumBits<S extends string = string, out W extends number = number> extends Bits<W> {
  is(member: S): Bits<1>;
}
