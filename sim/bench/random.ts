const RANGE = 2 ** 32;

/** Spreads a 32-bit seed over the state of a generator (splitmix32). */
function spread(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
}

/** 32 bits that depend on every character (FNV-1a). */
function hash(text: string): number {
  let sum = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum;
}

const rotl = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Random numbers for stimulus, the same for the same seed on every machine (xoshiro128**). Not for secrets. */
export class Random {
  readonly #seed: number;
  readonly #state = new Int32Array(4);

  /** `seed`: 32 bits. */
  constructor(seed: number) {
    this.#seed = seed | 0;
    const next = spread(seed);
    for (let i = 0; i < 4; i++) this.#state[i] = next();
  }

  /** A generator of its own for a named purpose: it neither disturbs this one nor is disturbed by it. */
  fork(label: string): Random {
    return new Random(spread(this.#seed ^ hash(label))());
  }

  /** A signed word of 32 random bits: the fast one. */
  word(): number {
    const s = this.#state;
    const result = Math.imul(rotl(Math.imul(s[1], 5), 7), 9);
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  }

  /** From 0 to `limit` - 1; `limit` is at most 2^32. */
  below(limit: number): number {
    return Math.floor(((this.word() >>> 0) / RANGE) * limit);
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return (this.word() >>> 0) / RANGE < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** Fills the array, or a new one of that length. */
  bytes(into: Uint8Array | number): Uint8Array {
    const bytes = typeof into === "number" ? new Uint8Array(into) : into;
    for (let i = 0; i < bytes.length; i += 4) {
      const word = this.word();
      for (let j = i; j < Math.min(i + 4, bytes.length); j++) bytes[j] = word >>> (8 * (j - i));
    }
    return bytes;
  }

  /** A word of `width` bits. */
  bits(width: number): bigint {
    let value = 0n;
    for (let at = 0; at < width; at += 32) value = (value << 32n) | BigInt(this.word() >>> 0);
    return BigInt.asUintN(width, value);
  }
}
