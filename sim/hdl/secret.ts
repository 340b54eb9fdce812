import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { Lanes } from "./lanes.ts";
import type { Vec } from "./vec.ts";
import { toWord } from "./word.ts";

/**
 * The value marked secret: signals and memories that carry it on, whole or in part, are masked in waves and logs. The
 * mark follows slices, joins, permutations, choices, registers and memories through the whole design, but not the
 * operators that compute: what is computed from a secret is marked by whoever knows.
 */
export function secret<H extends Bits | Vec>(value: H): H {
  const word = value instanceof Lanes ? value.bits : toWord(value as Bits);
  context("secret").shared.secrets.add(word.use("secret"));
  return value;
}
