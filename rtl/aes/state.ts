import { asVec, type Bits, type Vec } from "../../sim/hdl/index.ts";
import { xtime } from "./field.ts";
import { inverseSbox, sbox } from "./sbox.ts";

/**
 * One or several AES states side by side: byte `16 b + 4 c + r` is row r, column c of block b (FIPS 197, 3.4). All
 * functions below are combinational, and work on every block at once.
 */
export type State = Vec<number, Bits<8>>;

/** Bits of whole blocks as states: byte 0 is bits 7:0. */
export const toState = (bits: Bits, blocks: number): State => asVec(bits, 16 * blocks, 8);

/** FIPS 197, 5.1.1 and 5.3.2. */
export const subBytes = (state: State): State => state.map(sbox);
export const invSubBytes = (state: State): State => state.map(inverseSbox);

/** FIPS 197, 5.1.2 and 5.3.1: row r moves r columns to the left, or back. */
export const shiftRows = (state: State): State => state.permute((i) => column(i, i + 4 * row(i)));
export const invShiftRows = (state: State): State => state.permute((i) => column(i, i - 4 * row(i)));

const row = (i: number): number => i & 3;
/** Byte `to` (modulo 16) of the block that byte i is in. */
const column = (i: number, to: number): number => (i & ~15) | (to & 15);

/** Each byte's neighbour `by` rows below it in its column. */
const below = (state: State, by: number): State => state.permute((i) => (i & ~3) | ((i + by) & 3));

/** FIPS 197, 5.1.3: each column times {03}x^3 + {01}x^2 + {01}x + {02}. */
export function mixColumns(state: State): State {
  const next = below(state, 1);
  const rest = next.xor(below(state, 2)).xor(below(state, 3));
  return state.xor(next).map(xtime).xor(rest);
}

/** FIPS 197, 5.3.3, as MixColumns behind a multiplication by {04}x^2 + {05}. */
export function invMixColumns(state: State): State {
  const doubled = state.xor(below(state, 2)).map(xtime);
  return mixColumns(state.xor(doubled.map(xtime)));
}

/** FIPS 197, 5.1.4: the 128-bit round key on every block. */
export function addRoundKey(state: State, key: Bits<128>): State {
  const bytes = asVec(key, 16, 8);
  const blocks = state.lanes / 16;
  return state.xor(bytes.permute(Array.from({ length: 16 * blocks }, (_, i) => i & 15)));
}
