import { asVec, type Bits, constant, secret, vecOf } from "../../sim/hdl/index.ts";
import { multiply } from "./field.ts";
import type { Direction, KeyBits } from "./parameters.ts";
import { sbox } from "./sbox.ts";

/** SubWord (FIPS 197, 5.2). 32 bits, combinational, as all functions here. */
export const subWord = (word: Bits<32>): Bits<32> => asVec(word, 4, 8).map(sbox).bits.as(32);

/** RotWord(word) xor Rcon, whose last three bytes are 0. SubWord may come before it: it works byte by byte. */
export const rotWord = (word: Bits<32>, rcon: Bits<8>): Bits<32> =>
  asVec(word, 4, 8).rotate(1).bits.xor(rcon.zext(32)).as(32);

export const lastWord = (key: Bits): Bits<32> => key.slice(key.width - 1, key.width - 32).as(32);

/** The round key Nk words after `key`: each word the xor of all words of `key` up to it, and `word`. */
export function chain(key: Bits<128>, word: Bits<32>): Bits<128> {
  const words = asVec(key, 4, 32);
  const w0 = words.lane(0).xor(word);
  const w1 = words.lane(1).xor(w0);
  const w2 = words.lane(2).xor(w1);
  const w3 = words.lane(3).xor(w2);
  return secret(vecOf(w0, w1, w2, w3).bits);
}

/**
 * Round key `round` from the Nk words that the cipher, or the inverse cipher, uses before it: 4-word keys in the order
 * of their use (FIPS 197, 5.2 forward or backward).
 */
export function keyAfter(direction: Direction, keys: readonly Bits<128>[], round: number): Bits<128> {
  const keyBits = (128 * keys.length) as KeyBits;
  if (direction === "encrypt")
    return chain(keys[0], firstWord(keyBits, round, lastWord(keys[keys.length - 1])));
  const [v0, v1, v2, v3] = [0, 1, 2, 3].map((i) => asVec(keys[0], 4, 32).lane(i));
  const w3 = v3.xor(v2);
  const before = keyBits === 128 ? w3 : lastWord(keys[1]);
  const w0 = v0.xor(firstWord(keyBits, round + keys.length, before));
  return secret(vecOf(w0, v1.xor(v0), v2.xor(v1), w3).bits);
}

/** What the first word of a round key adds to the word Nk before it, given the word before it. */
function firstWord(keyBits: KeyBits, round: number, before: Bits<32>): Bits<32> {
  const word = subWord(before);
  if (keyBits === 128) return rotWord(word, rcon(round));
  // FIPS 197, 5.2: AES-256 rotates and adds the round constant for every second round key only.
  return round % 2 === 0 ? rotWord(word, rcon(round / 2)) : word;
}

/** Rcon[i] (FIPS 197, table 5): x^(i-1). */
function rcon(i: number): Bits<8> {
  let power = 1;
  for (let j = 1; j < i; j++) power = multiply(power, 2);
  return constant(power, 8);
}
