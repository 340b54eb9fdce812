import type { Netlist, NodeId } from "../netlist/netlist.ts";
import type { Node } from "../netlist/node.ts";
import { levelOrder } from "../netlist/order.ts";

/**
 * Lets a slice of an unnamed slice or join read what that was made of, as a person would write it. Nodes keep their
 * place in the netlist; what is left without readers is not printed.
 */
export function foldViews(netlist: Netlist): Netlist {
  const named = new Uint8Array(netlist.nodes.length);
  for (const { node } of netlist.signals) named[node] = 1;
  const nodes = [...netlist.nodes];
  for (const id of levelOrder(netlist).order) {
    const node = nodes[id];
    if (node.op !== "slice" || node.lanes !== 1 || named[node.args[0]]) continue;
    const view = below(nodes, node.args[0], node.attr.low, node.width);
    if (view) nodes[id] = viewed(nodes, node, view);
  }
  return { ...netlist, nodes };
}

interface View {
  readonly node: NodeId;
  readonly low: number;
}

/** What bits of an unnamed slice or join are bits of; one step, since the operands were folded before. */
function below(nodes: readonly Node[], from: NodeId, low: number, width: number): View | undefined {
  const node = nodes[from];
  if (node.lanes !== 1) return undefined;
  if (node.op === "slice") return { node: node.args[0], low: low + node.attr.low };
  if (node.op !== "cat") return undefined;
  let end = node.width;
  for (const part of node.args) {
    end -= nodes[part].width;
    if (end <= low)
      return low + width <= end + nodes[part].width ? { node: part, low: low - end } : undefined;
  }
  return undefined;
}

function viewed(nodes: readonly Node[], node: Node, { node: from, low }: View): Node {
  const { width, place, scope } = node;
  const shape = { width, lanes: 1, args: [from], place, scope };
  return nodes[from].width === width
    ? { ...shape, op: "wire", attr: undefined }
    : { ...shape, op: "slice", attr: { low } };
}
