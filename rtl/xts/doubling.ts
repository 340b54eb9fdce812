import { type Bits, constant, mux } from "../../sim/hdl/index.ts";

/** x^128 + x^7 + x^2 + x + 1 without its top bit (IEEE 1619, 5.2). */
const POLYNOMIAL = 0x87;

/**
 * Multiplication of a tweak by the primitive element α of GF(2^128) (IEEE 1619, 5.2): with byte 0 in bits 7:0 it is a
 * shift of the whole word. 128 bits, combinational.
 */
export const double = (tweak: Bits<128>): Bits<128> =>
  tweak.shl(1).xor(mux(tweak.bit(127), constant(POLYNOMIAL, 128), 0));

/** T, αT, α²T, …: the masks of `blocks` blocks that follow each other. */
export function powers(tweak: Bits<128>, blocks: number): Bits<128>[] {
  const masks = [tweak];
  while (masks.length < blocks) masks.push(double(masks[masks.length - 1]));
  return masks;
}
