import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { describe, pointers } from "./faults.ts";
import { join } from "./join.ts";
import { group, Lanes, toVec } from "./lanes.ts";
import { count, literalValue } from "./literal.ts";
import type { Vec } from "./vec.ts";
import type { Mul } from "./widths.ts";
import { toWord, Word } from "./word.ts";

/** A word's bits seen as `lanes` words of `width` bits; no gates. `lanes * width` is the word's width. */
export function asVec<const N extends number, const W extends number>(
  bits: Bits<NoInfer<Mul<N, W>>>,
  lanes: N,
  width: W,
): Vec<N, Bits<W>> {
  return toVec(group(toWord(bits), lanes, width));
}

/** Words of one width as a vector, the first as lane 0. One or more. */
export function vecOf<const T extends readonly Bits[]>(
  ...words: T & OneWidth<T>
): Vec<T["length"], Bits<T[0]["width"]>> {
  const list = words.map(toWord);
  const width = list[0]?.width;
  const odd = list.find((word) => word.width !== width);
  if (odd) {
    throw new DesignError(
      "WIDTH",
      `lane 0 of a vector, ${describe(list[0])}, is ${count(width, "bit")}; ${describe(odd)} is ${count(odd.width, "bit")}`,
      pointers(list[0], odd),
      "extend or slice the words to one width",
    );
  }
  return toVec(new Lanes(join(list.reverse(), "vecOf"), list.length));
}

/** The words, each as wide as the first. */
type OneWidth<T extends readonly Bits[]> = { readonly [K in keyof T]: Bits<T[0]["width"]> };

/** A constant vector, lane 0 first. */
export function vecConst<const T extends readonly (number | bigint)[], const W extends number>(
  words: T,
  width: W,
): Vec<T["length"], Bits<W>> {
  const here = context("vecConst");
  const bad = words.find((word) => literalValue(word, width) === undefined);
  if (bad !== undefined) {
    throw new DesignError(
      "LITERAL",
      `${bad} does not fit a lane of ${count(width, "bit")}`,
      [{ what: "here", place: callerPlace() }],
      "widen the lanes or mend the constant",
    );
  }
  const value = words.reduceRight<bigint>((sum, word) => (sum << BigInt(width)) | BigInt(word), 0n);
  const total = width * words.length;
  return toVec(new Lanes(new Word(here.constant(value, total), total, 1, here), words.length));
}
