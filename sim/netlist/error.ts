import type { Code } from "./codes.ts";
import { formatPlace, NOWHERE, type Place, sourcePlace } from "./place.ts";

/** One line of an error that points into the designer's source. */
export interface Pointer {
  readonly what: string;
  readonly place: Place;
}

/**
 * A fault in a design or a bench: a stable code, what is wrong with the values, the places, and how to mend it.
 * The message is the whole report; the stack is the designer's line and nothing of ours.
 */
export class DesignError extends Error {
  override readonly name = "DesignError";
  readonly code: Code;
  readonly problem: string;
  readonly pointers: readonly Pointer[];
  readonly fix: string;

  constructor(code: Code, problem: string, pointers: readonly Pointer[], fix: string) {
    const lines = pointers.map(({ what, place }) => `  ${what}: ${formatPlace(place)}`);
    super([`${code}: ${problem}`, ...lines, `  fix: ${fix}`].join("\n"));
    this.code = code;
    this.problem = problem;
    this.pointers = pointers;
    this.fix = fix;
    const first = sourcePlace(pointers[0]?.place ?? NOWHERE);
    this.stack = `${this.name}: ${this.message}\n    at ${first.file}:${first.line}:${first.column}`;
  }
}
