import type { Check, DomainId } from "../netlist/netlist.ts";
import type { Plan } from "./context.ts";
import type { Code } from "./wasm/code.ts";

const of = ({ netlist }: Plan, domain: DomainId, kind: Check["kind"]): [number, Check][] =>
  [...netlist.checks.entries()].filter(([, check]) => check.domain === domain && check.kind === kind);

/** Leaves an i32 on the stack, not 0 if an assertion of the domain fails at its next edge, its reset aside. */
export function pushFailures(code: Code, plan: Plan, domain: DomainId): void {
  code.i32(0);
  for (const [, { condition }] of of(plan, domain, "assert")) {
    pushCondition(code, plan, condition);
    code.op("i32.eqz", "i32.or");
  }
}

/** Counts the covers of the domain that hold, its reset aside. */
export function emitCovers(code: Code, plan: Plan, domain: DomainId): void {
  for (const [index, { condition }] of of(plan, domain, "cover")) {
    const at = plan.layout.covered + 8 * index;
    code.store("f64.store", at, () => {
      code.load("f64.load", at);
      pushCondition(code, plan, condition);
      code.op("f64.convert_i32_u", "f64.add");
    });
  }
}

function pushCondition(code: Code, { netlist, layout }: Plan, condition: number): void {
  const node = netlist.nodes[condition];
  if (node.op === "const") code.i32(Number(node.attr.value));
  else code.load("i32.load", layout.values[condition]);
}
