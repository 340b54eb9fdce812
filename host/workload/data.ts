import { ADDRESS_END, LINE_BYTES } from "./access.ts";

/**
 * The 64 bytes that a trace without data puts into a line: the same for the same seed, address and version on every
 * machine. Version 0 is what the line holds before the trace, version n what its n-th write brings. Not for secrets.
 *
 * Two 32-bit hashes a and b of the words (seed, seed >> 32, address, address >> 32, version) start from 1 and 2;
 * word k of the line, little-endian, is mix(a + k * G) ^ mix(b ^ k), where G is 2^32 over the golden ratio.
 */
export function lineData(seed: number, address: number, version: number): Uint8Array {
  const words = [low(seed), high(seed), low(address), high(address), version];
  const a = hash(1, words);
  const b = hash(2, words);
  const data = new Uint8Array(LINE_BYTES);
  const view = new DataView(data.buffer);
  for (let k = 0; k < LINE_BYTES / 4; k++) {
    view.setUint32(4 * k, mix(a + Math.imul(k, GOLDEN)) ^ mix(b ^ k), true);
  }
  return data;
}

/**
 * 64 bytes to cut the keys of a run from, others for each keyID: versions of the line just above the address space, so
 * that no line's data equals them.
 */
export function keyData(seed: number, keyId = 0): Uint8Array {
  return lineData(seed, ADDRESS_END, keyId);
}

const GOLDEN = 0x9e3779b9;

function hash(start: number, words: readonly number[]): number {
  return words.reduce((state, word) => mix((state ^ word) + GOLDEN), start);
}

/** The finaliser of MurmurHash3: every input bit flips each output bit with probability near one half. */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function low(number: number): number {
  return number | 0;
}

function high(number: number): number {
  return Math.floor(number / 2 ** 32);
}
