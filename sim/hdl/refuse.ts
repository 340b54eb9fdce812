import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";

/** Refuses the value of a generator's option. `accepted` completes "give …". @throws DesignError OPTION, always. */
export function refuse(option: string, value: unknown, accepted: string): never {
  const shown = Array.isArray(value) ? value.join(", ") : String(value);
  throw new DesignError(
    "OPTION",
    `${option} is "${shown}"`,
    [{ what: "here", place: callerPlace() }],
    `give ${accepted}`,
  );
}
