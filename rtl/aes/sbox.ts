import { type Bits, rom } from "../../sim/hdl/index.ts";
import { multiply } from "./field.ts";

const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** FIPS 197, 5.1.1: the inverse in GF(2^8) (0 for 0), then the affine transformation. */
function substitute(byte: number): number {
  const inverse = BYTES.find((candidate) => multiply(byte, candidate) === 1) ?? 0;
  const rotate = (by: number) => (inverse << by) | (inverse >> (8 - by));
  return (inverse ^ rotate(1) ^ rotate(2) ^ rotate(3) ^ rotate(4) ^ 0x63) & 0xff;
}

const table = BYTES.map(substitute);

/** The S-box (FIPS 197, table 4) and its inverse (table 6): 256 words of 8 bits. */
export const SBOX = rom("sbox", 8, table);
export const INVERSE_SBOX = rom(
  "inverse_sbox",
  8,
  BYTES.map((byte) => table.indexOf(byte)),
);

export const sbox = (byte: Bits<8>): Bits<8> => byte.lookup(SBOX);
export const inverseSbox = (byte: Bits<8>): Bits<8> => byte.lookup(INVERSE_SBOX);
