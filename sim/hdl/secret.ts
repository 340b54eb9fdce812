import type { Bits } from "./bits.ts";
import { Lanes } from "./lanes.ts";
import type { Vec } from "./vec.ts";
import { toWord, Word } from "./word.ts";

/**
 * The value marked secret: signals that carry it on, whole or in part, are masked in waves and logs. The mark follows
 * slices, joins, permutations and stages, not operators: what is computed from a secret is marked by whoever knows.
 */
export function secret<H extends Bits | Vec>(value: H): H {
  const hide = (word: Word) =>
    new Word(word.node, word.width, word.lanes, word.owner, { ...word, hidden: true, target: undefined });
  const marked =
    value instanceof Lanes ? new Lanes(hide(value.bits), value.lanes) : hide(toWord(value as Bits));
  return marked as unknown as H;
}

/** Whether waves would mask the value. */
export const isSecret = (value: Bits | Vec): boolean =>
  value instanceof Lanes ? value.bits.hidden : toWord(value as Bits).hidden;
