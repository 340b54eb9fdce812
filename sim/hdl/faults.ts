import { DesignError, type Pointer } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import { count } from "./literal.ts";
import type { Word } from "./word.ts";

/** `state`, `state[7:0]`, or what the handle is where it has no name. */
export function describe({ named, low, width, lanes }: Word): string {
  if (!named) return "an expression";
  if (width * lanes === named.width) return named.name;
  return `${named.name}[${low + width - 1}${width > 1 ? `:${low}` : ""}]`;
}

/** The designer's line, and where the signals among the operands are declared. */
export function pointers(...words: readonly Word[]): Pointer[] {
  const signals = new Set(words.flatMap(({ named }) => named ?? []));
  const declared = [...signals].map(({ name, place }) => ({ what: `${name} declared`, place }));
  return [{ what: "here", place: callerPlace() }, ...declared];
}

/** Refuses a condition that is not one bit. */
export function checkCondition(word: Word, construct: string): void {
  word.flat(construct);
  if (word.width === 1) return;
  throw new DesignError(
    "WIDTH",
    `${construct} needs a condition of 1 bit; ${describe(word)} is ${count(word.width, "bit")}`,
    pointers(word),
    "compare it with eq or ne, or reduce it with orR",
  );
}
