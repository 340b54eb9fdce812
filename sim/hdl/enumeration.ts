import { DesignError } from "../netlist/error.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { EnumBits } from "./bits.ts";
import { count } from "./literal.ts";
import { enumType, type Type } from "./types.ts";

/** Names for the values of a word; a `Type` of its own, so that `In(Op)` and `regs({ op: Op })` read well. */
export interface Enumeration<S extends string = string, W extends number = number> {
  readonly name: string;
  readonly width: W;
  readonly values: Readonly<Record<S, number>>;
  readonly place: Place;
  /** The type of a signal that carries it. */
  readonly type: Type<EnumBits<S, W>>;
}

/**
 * `enumeration("Op", 1, { load: 0, store: 1 })`. Values must fit the width and differ. Waves show the names.
 */
export function enumeration<const S extends string, const W extends number>(
  name: string,
  width: W,
  values: Readonly<Record<S, number>>,
): Enumeration<S, W> {
  const place = callerPlace();
  const seen = new Map<number, string>();
  for (const [member, value] of Object.entries<number>(values)) {
    const twin = seen.get(value);
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
      throw new DesignError(
        "LITERAL",
        `member ${member} = ${value} of enumeration ${name} does not fit ${count(width, "bit")}`,
        [{ what: "here", place }],
        "widen the enumeration or renumber the member",
      );
    }
    if (twin !== undefined) {
      throw new DesignError(
        "STATE",
        `members ${twin} and ${member} of enumeration ${name} are both ${value}`,
        [{ what: "here", place }],
        "give each member a value of its own",
      );
    }
    seen.set(value, member);
  }
  const made: { -readonly [K in keyof Enumeration<S, W>]?: Enumeration<S, W>[K] } = {
    name,
    width,
    values,
    place,
  };
  made.type = enumType(made as Enumeration<S, W>);
  return made as Enumeration<S, W>;
}
