/** A small seeded generator (mulberry32): the same seed gives the same stream on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** An integer from 0 to `bound - 1`; `bound` is at most 2^32. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  bits(width: number): bigint {
    let value = 0n;
    for (let low = 0; low < width; low += 32) value = (value << 32n) | BigInt(this.below(2 ** 32));
    return BigInt.asUintN(width, value);
  }

  /** Characters 0 1 x z: mostly known; now and then one unknown bit, many, or a plain pattern. */
  bitString(width: number): string {
    const known = this.bits(width).toString(2).padStart(width, "0");
    switch (this.below(12)) {
      case 0:
        return this.pick(["0", "1", "x", "z"]).repeat(width);
      case 1:
        return [...known].map((bit) => this.pick([bit, "x", "z"])).join("");
      case 2: {
        const at = this.below(width);
        return known.slice(0, at) + this.pick(["x", "z"]) + known.slice(at + 1);
      }
      case 3:
        return this.below(Math.min(2 ** 31, 2 ** Math.min(width, 31)))
          .toString(2)
          .padStart(width, "0")
          .slice(-width);
      default:
        return known;
    }
  }
}
