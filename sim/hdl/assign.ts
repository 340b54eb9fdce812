import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import { context } from "./context.ts";
import { describe, pointers } from "./faults.ts";
import { count, isLiteral } from "./literal.ts";
import type { Side, Word } from "./word.ts";

/** Records that the part of a net which `to` stands for takes `value`, under the enclosing `when`s. */
export function assign(to: Word, value: Side, way: "drive" | "next"): void {
  const here = context(way);
  const { target, low, width } = to;
  if (!target || target.owner !== here || (target.kind === "register") !== (way === "next")) {
    throw new DesignError(
      "DIRECTION",
      reason(to, way, here.module),
      pointers(to),
      remedy(to, way, here.module),
    );
  }
  const word = isLiteral(value) ? to.constant(way, value) : value;
  word.flat(way);
  if (word.width !== width) {
    throw new DesignError(
      "WIDTH",
      `${describe(to)} is ${count(width, "bit")} and takes ${describe(word)}, which is ${count(word.width, "bit")}`,
      pointers(to, word),
      word.width < width ? `extend the value by zext(${width})` : `take bits ${width - 1}:0 of the value`,
    );
  }
  const place = here.at(callerPlace());
  here.block.push({ kind: "assign", target, low, width, value: word.use(way), place });
}

function reason(to: Word, way: string, module: string): string {
  const what = describe(to);
  if (!to.target) return `${what} cannot be assigned in module ${module}: it is read-only here`;
  if (to.target.owner.module !== module)
    return `${what} belongs to module ${to.target.owner.module} and is assigned in ${module}`;
  return way === "next"
    ? `${what} is a wire and has no next value`
    : `${what} is a register and is not driven`;
}

function remedy(to: Word, way: string, module: string): string {
  if (!to.target || to.target.owner.module !== module) {
    return "drive outputs from inside their module and an instance's inputs from outside it";
  }
  return way === "next" ? "use .drive(value)" : "assign .next";
}
