import { known } from "./constants.ts";
import { floating } from "./floating.ts";
import { constant, constantFor, identityOf, type Simpler, type View } from "./identities.ts";
import type { Netlist } from "./netlist.ts";
import type { Node } from "./node.ts";
import { levelOrder } from "./order.ts";
import { identity, redirect, withOperands } from "./redirect.ts";

/**
 * Folds constants and drops operators that change nothing. Only what is known is folded: a constant x stays where
 * it is made, since a run with the policy `random` gives it a value there.
 */
export function fold(netlist: Netlist): Netlist {
  const nodes = [...netlist.nodes];
  const to = identity(nodes.length);
  const view: View = { nodes, floats: floating(netlist) };
  for (const id of levelOrder(netlist).order) {
    let node = withOperands(nodes[id], to);
    for (;;) {
      const simpler: Simpler = constantOf(node, view, netlist) ?? identityOf(node, view);
      if (typeof simpler === "number") to[id] = simpler;
      if (typeof simpler !== "object") break;
      node = simpler;
    }
    nodes[id] = node;
  }
  return redirect(netlist, nodes, to);
}

function constantOf(node: Node, view: View, netlist: Netlist): Node | undefined {
  if (node.args.length === 0 || node.args.some((arg) => view.nodes[arg].op !== "const")) return undefined;
  const args: bigint[] = [];
  for (const arg of node.args) {
    const value = constant(view, arg);
    if (value === undefined) return undefined;
    args.push(value);
  }
  const value = known(node, args, netlist);
  return value === undefined ? undefined : constantFor(node, value);
}
