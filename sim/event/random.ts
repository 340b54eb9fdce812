import type { Planes } from "./planes.ts";

/** Words of 32 random bits, the same for the same seed (mulberry32). */
export function randomWords(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return word ^ (word >>> 14);
  };
}

/** Makes every x and z a random bit. */
export function randomise({ value, unknown, mixed }: Planes, random: () => number): void {
  for (let i = 0; i < unknown.length; i++) {
    if (unknown[i] === 0) continue;
    value[i] = (value[i] & ~unknown[i]) | (random() & unknown[i]);
    unknown[i] = 0;
  }
  mixed.fill(0);
}
