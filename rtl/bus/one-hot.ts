import { type Bits, cat, constant } from "../../sim/hdl/index.ts";

/** The lowest 1 of a word, alone; 0 for 0. */
export function lowest(word: Bits): Bits {
  return word.and(word.sub(1).not());
}

/** The number of the only 1 in a word, in `width` bits; 0 for 0. Undefined where there are several. */
export function encode(oneHot: Bits, width: number): Bits {
  const bit = (position: number) => oneHot.and(constant(withBit(oneHot.width, position), oneHot.width)).orR();
  const bits = Array.from({ length: width }, (_, index) => bit(width - 1 - index));
  return cat(...(bits as [Bits<1>]));
}

/** 1 where a word has two 1s or more. */
export const several = (word: Bits): Bits<1> => word.and(word.sub(1)).orR();

/** All numbers below `count` that have a 1 at `position`, as a word with a 1 for each. */
function withBit(count: number, position: number): bigint {
  let mask = 0n;
  for (let number = 0; number < count; number++) if ((number >> position) & 1) mask |= 1n << BigInt(number);
  return mask;
}
