import { type Bits, constant, mux } from "../../sim/hdl/index.ts";

/** The reduction polynomial x^8 + x^4 + x^3 + x + 1 (FIPS 197, 4.2), without its top bit. */
const POLYNOMIAL = 0x1b;

/** Multiplication by x in GF(2^8), as hardware (FIPS 197, 4.2.1). 8 bits, combinational. */
export const xtime = (byte: Bits<8>): Bits<8> =>
  byte.shl(1).xor(mux(byte.bit(7), constant(POLYNOMIAL, 8), 0));

/** Product in GF(2^8), as a number, for tables (FIPS 197, 4.2). */
export function multiply(one: number, two: number): number {
  let product = 0;
  for (let a = one, b = two; b !== 0; b >>= 1) {
    if (b & 1) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x100 | POLYNOMIAL : 0);
  }
  return product;
}
