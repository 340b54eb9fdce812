import type { SignalId } from "../netlist/netlist.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Context, context } from "./context.ts";
import { checkCondition } from "./faults.ts";
import { Lanes } from "./lanes.ts";
import { addSignal, signalOf } from "./signals.ts";
import { u, vec } from "./types.ts";
import type { Vec } from "./vec.ts";
import { toWord } from "./word.ts";

/**
 * `condition` must be 1 at every active edge outside reset where the enclosing `when`s hold. A failure stops the run
 * and prints the message with the values of `show`; an expression among them becomes a signal of its key's name.
 */
export function assert(
  condition: Bits<1>,
  message: string,
  show: Readonly<Record<string, Bits | Vec>> = {},
): void {
  record("assert", condition, message, show);
}

/** Counts the active edges at which `condition` is 1 and the enclosing `when`s hold. */
export function cover(name: string, condition: Bits<1>): void {
  record("cover", condition, name, {});
}

function record(
  kind: "assert" | "cover",
  condition: Bits<1>,
  message: string,
  show: Readonly<Record<string, Bits | Vec>>,
): void {
  const here = context(kind);
  const place = callerPlace();
  const word = toWord(condition);
  checkCondition(word, kind);
  const shown = Object.entries(show).map(
    ([name, value]) => signalOf(value) ?? named(here, name, value, place),
  );
  let node = word.use(kind);
  const line = here.at(place);
  const held = here.path?.node();
  if (held !== undefined && kind === "cover") node = here.node("and", 1, 1, [held, node], undefined, line);
  if (held !== undefined && kind === "assert") {
    const idle = here.node("not", 1, 1, [held], undefined, line);
    node = here.node("or", 1, 1, [idle, node], undefined, line);
  }
  here.builder.check({
    kind,
    message,
    condition: node,
    domain: here.domain,
    scope: here.scope,
    shown,
    place: line,
  });
}

/** A signal for an expression that a failure shows. */
function named(here: Context, name: string, value: Bits | Vec, place: Place): SignalId {
  const word = value instanceof Lanes ? value.bits : toWord(value as Bits);
  here.claim(name, place);
  const type = value instanceof Lanes ? vec(value.lanes, value.width / value.lanes) : u(word.width);
  return addSignal(here, name, type, word.use("show"), place, { kind: "wire" });
}
