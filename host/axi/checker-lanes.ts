import type { BeatBytes } from "./burst.ts";

/** Whether a strobe is 1 outside the byte lanes of a beat. Strobes are two planes, as `Pin.copyPlanes` gives them. */
export function hasStrayStrobe(strobes: Int32Array, { first, end }: BeatBytes): boolean {
  for (let word = 0; word < strobes.length / 2; word++) {
    const allowed = below(end - 32 * word) & ~below(first - 32 * word);
    if ((strobes[word] & ~allowed) !== 0) return true;
  }
  return false;
}

/** Ones in the bits below a position, which may lie outside the word. */
const below = (position: number): number => (position <= 0 ? 0 : position >= 32 ? -1 : (1 << position) - 1);

/** Whether all bits of byte `lane` are known, by the planes of a word. */
export const isByteKnown = (planes: Int32Array, lane: number): boolean =>
  ((planes[planes.length / 2 + (lane >> 2)] >>> (8 * (lane & 3))) & 0xff) === 0;
