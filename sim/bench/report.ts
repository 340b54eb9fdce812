import { DesignError } from "../netlist/error.ts";
import { type Check, scopePath } from "../netlist/netlist.ts";
import type { Session } from "./session.ts";

/** A failed assertion, with its operands as it was decided on: before the commit. */
export function assertionError({ engine, pins }: Session, check: Check): DesignError {
  const { netlist } = engine;
  const values = check.shown.map((id) => {
    const pin = pins.byId(id);
    return `${netlist.signals[id].name} = ${pin.describe()}`;
  });
  const where = `${scopePath(netlist, check.scope)}: ${check.message}`;
  return new DesignError(
    "ASSERT",
    values.length > 0 ? `${where}, with ${values.join(", ")}` : where,
    [{ what: "asserted", place: netlist.places[check.place] }],
    "mend the design, or the assertion",
  );
}

/** What failed, as an error that says at its end when, where, and by which seed it comes again. */
export function located({ engine, scheduler, seed }: Session, failure: unknown): Error {
  const error = failure instanceof Error ? failure : new Error(String(failure), { cause: failure });
  const clock = engine.netlist.domains[0].name;
  const bench = scheduler.current ? `in bench ${scheduler.current.name} ` : "";
  const suffix = `\n  ${bench}at ${engine.time} ps, cycle ${engine.edges(0)} of ${clock}, seed ${seed}`;
  const { message, stack } = error;
  error.message = `${message}${suffix}`;
  if (stack?.includes(message)) error.stack = stack.replace(message, () => error.message);
  return error;
}
