import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { signalOf } from "./signals.ts";
import type { Vec } from "./vec.ts";
import { enableHere } from "./when.ts";
import { describe, pointers, toWord } from "./word.ts";

/**
 * `condition` must be 1 at every active edge outside reset where the enclosing `when`s hold. A failure stops the run
 * and prints the message with the values of `show`.
 */
export function assert(
  condition: Bits<1>,
  message: string,
  show: Readonly<Record<string, Bits | Vec>> = {},
): void {
  record("assert", condition, message, Object.values(show));
}

/** Counts the active edges at which `condition` is 1 and the enclosing `when`s hold. */
export function cover(name: string, condition: Bits<1>): void {
  record("cover", condition, name, []);
}

function record(
  kind: "assert" | "cover",
  condition: Bits<1>,
  message: string,
  show: readonly (Bits | Vec)[],
): void {
  const here = context(kind);
  const place = callerPlace();
  const word = toWord(condition);
  word.flat(kind);
  if (word.width !== 1) {
    throw new DesignError(
      "WIDTH",
      `${kind} needs a condition of 1 bit; ${describe(word)} is ${word.width} bits`,
      pointers(word),
      "compare it with eq or ne, or reduce it with orR",
    );
  }
  const held = enableHere(here, place, undefined);
  let node = word.use(kind);
  if (held !== undefined && kind === "cover") node = here.node("and", 1, 1, [held, node], undefined);
  if (held !== undefined && kind === "assert") {
    node = here.node("or", 1, 1, [here.node("not", 1, 1, [held], undefined), node], undefined);
  }
  here.builder.check({
    kind,
    message,
    condition: node,
    domain: here.domain,
    scope: here.scope,
    shown: show.map(signalOf).filter((signal) => signal !== undefined),
    place: here.builder.place(place),
  });
}
