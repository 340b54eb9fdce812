import { DesignError } from "../netlist/error.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import { count, literalValue } from "./literal.ts";
import { MAX_WIDTH } from "./types.ts";

/** The most words of a rom or memory. */
export const MAX_DEPTH = 1 << 24;

/** A constant table for `lookup`. It belongs to no module: any design may use it. */
export interface Rom<D extends number = number> {
  readonly name: string;
  /** Bits a word. */
  readonly width: D;
  readonly words: readonly bigint[];
  readonly place: Place;
}

/** `rom("sine", 8, [0x80, …])`: words of `width` bits, index 0 first; 1 to 2^24 of them. */
export function rom<const D extends number>(
  name: string,
  width: D,
  words: Iterable<number | bigint>,
): Rom<D> {
  const place = callerPlace();
  const here = [{ what: "here", place }];
  const given = Array.from(words);
  if (!(Number.isInteger(width) && width >= 1 && width <= MAX_WIDTH)) {
    throw new DesignError(
      "SIZE",
      `rom ${name} has words of ${count(width, "bit")}`,
      here,
      `give 1 to ${MAX_WIDTH}`,
    );
  }
  if (given.length < 1 || given.length > MAX_DEPTH) {
    throw new DesignError(
      "SIZE",
      `rom ${name} has ${count(given.length, "word")}`,
      here,
      `give 1 to ${MAX_DEPTH}`,
    );
  }
  const table = given.map((word, index) => {
    const value = literalValue(word, width);
    if (value !== undefined) return value;
    throw new DesignError(
      "LITERAL",
      `word ${index} of rom ${name}, ${word}, does not fit ${count(width, "bit")}`,
      here,
      "widen the rom or mend the word",
    );
  });
  return { name, width, words: table, place };
}
