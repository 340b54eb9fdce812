import fc from "fast-check";

/** The widest word or vector of a random module, in bits. */
export const MAX_WIDTH = 300;

/** Around the words of simulators (32, 64, 128 bits), the lanes of vectors, and anything up to the most. */
export const width: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant(1), weight: 5 },
  { arbitrary: fc.integer({ min: 2, max: 16 }), weight: 6 },
  { arbitrary: fc.constantFrom(31, 32, 33), weight: 4 },
  { arbitrary: fc.constantFrom(63, 64, 65), weight: 3 },
  { arbitrary: fc.constantFrom(127, 128, 129), weight: 2 },
  { arbitrary: fc.integer({ min: 17, max: MAX_WIDTH }), weight: 1 },
);

/** Of a word that others are made of: two of them are no wider than the widest. */
export const halfWidth: fc.Arbitrary<number> = width.map((bits) => Math.min(bits, MAX_WIDTH / 2));

/**
 * What an operand is: a point on a ring on which every value has a place; the next value that fits is taken. So a
 * step that shrinking drops changes the operands that were its values, and no others.
 */
export type Ref = number;
export const ref: fc.Arbitrary<Ref> = fc.noShrink(fc.nat({ max: 2 ** 32 - 1 }));
export const refs = (minLength: number, maxLength: number): fc.Arbitrary<Ref[]> =>
  fc.array(ref, { minLength, maxLength });

/** Another number from the same ref, from 0 to `bound - 1`; `salt` tells the uses apart. */
export function derived(from: Ref, salt: number, bound: number): number {
  let t = Math.imul(from ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b);
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
  return Math.floor((((t ^ (t >>> 16)) >>> 0) / 2 ** 32) * bound);
}

/** Bits from a ref: any, or a corner: none, all, one, the sign, all but the sign. */
export function literal(from: Ref, bits: number): bigint {
  const all = (1n << BigInt(bits)) - 1n;
  const sign = 1n << BigInt(bits - 1);
  let any = 0n;
  for (let salt = 0; salt * 32 < bits; salt++) any = (any << 32n) | BigInt(derived(from, 90 + salt, 2 ** 32));
  const corners = [0n, all, 1n, sign, all ^ sign, 1n << BigInt(derived(from, 89, bits)), any, any, any];
  return corners[derived(from, 88, corners.length)] & all;
}

/** A literal as it is written in a source. */
export const spell = (value: bigint): string =>
  value <= 0xffn
    ? `${value}`
    : value <= 0xffff_ffffn
      ? `0x${value.toString(16)}`
      : `0x${value.toString(16)}n`;
