import { type Bits, cat, In, type Module, Out } from "../../sim/hdl/index.ts";

/**
 * The ports of a design that drives itself, so that simulators can be measured without anything beside it and judged by
 * one result. `pause` is 0, 3 or 15 throughout: something new begins in each, in each fourth or in each sixteenth cycle.
 */
export const selfDrivenPorts = { pause: In(4), checksum: Out(512) };
export type SelfDriven = Module<typeof selfDrivenPorts>;

/** A start for `lfsr`: SHA-512 of nothing (FIPS 180-4), as good as any. */
export const SEED =
  0xcf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3en;

/**
 * The next 512 pseudo-random bits: a linear feedback shift register (x^512 + x^510 + x^507 + x^504 + 1, maximal). One shift
 * moves half of the bits and costs a simulator next to nothing.
 */
export const lfsr = (word: Bits<512>): Bits<512> =>
  cat(word.slice(510, 0), word.bit(511).xor(word.bit(509)).xor(word.bit(506)).xor(word.bit(503))).as(512);

/** A checksum with one more word in it, which depends on the order of the words. */
export const folded = (sum: Bits<512>, word: Bits<512>): Bits<512> =>
  cat(sum.slice(510, 0), sum.bit(511)).as(512).xor(word);
