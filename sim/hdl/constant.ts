import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { count, formatLiteral, type Literal, literalValue } from "./literal.ts";
import { toBits, Word } from "./word.ts";

/** A constant word of `width` bits, where no other operand gives the width. */
export function constant<const W extends number>(value: Literal, width: W): Bits<W> {
  const here = context("constant");
  const fitting = literalValue(value, width);
  if (fitting === undefined) {
    throw new DesignError(
      "LITERAL",
      `the constant ${formatLiteral(value)} does not fit ${count(width, "bit")}`,
      [{ what: "here", place: callerPlace() }],
      `give a whole number from 0 to 2^${width} - 1`,
    );
  }
  return toBits(new Word(here.constant(fitting, width), width, 1, here));
}
