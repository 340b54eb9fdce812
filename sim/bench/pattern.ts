import type { Random } from "./random.ts";

/** When something goes on and when it pauses: asked once a cycle. Made afresh for each user, with its own random numbers. */
export type Pattern = (random: Random) => () => boolean;

export const always: Pattern = () => () => true;

export const never: Pattern = () => () => false;

/** In each cycle with the given probability, 0 to 1. */
export const random =
  (probability: number): Pattern =>
  (source) =>
  () =>
    source.chance(probability);

/** Once in `n` cycles, the first of them. */
export const every = (n: number): Pattern => burst(1, n - 1);

/** `on` cycles going, then `off` cycles pausing. */
export const burst =
  (on: number, off: number): Pattern =>
  () => {
    let at = 0;
    return () => {
      const goes = at < on;
      at = (at + 1) % (on + off);
      return goes;
    };
  };
