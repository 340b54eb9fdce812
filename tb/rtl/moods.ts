import type { Pattern } from "../../sim/bench/index.ts";

/** Standstill, trickle, rush and full speed, each for a while. */
export const moods: Pattern = (source) => {
  let share = 1;
  let left = 0;
  return () => {
    if (left-- === 0) {
      share = source.pick([0.02, 0.3, 0.7, 0.95, 1]);
      left = source.between(5, 80);
    }
    return source.chance(share);
  };
};
