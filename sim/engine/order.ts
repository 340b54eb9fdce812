import type { Netlist } from "../netlist/netlist.ts";
import { isSource, type Node, type NodeId } from "../netlist/node.ts";

/** Operands whose change a node follows at once. A gate's enable is not one: its latch takes it between edges. */
export function followed(node: Node): readonly NodeId[] {
  return node.op === "gate" ? node.args.slice(0, 1) : node.args;
}

/** Whether the kernel evaluates the node when it settles: operators and the cells of the clock network. */
export function isEvaluated(node: Node): boolean {
  return !isSource(node) || node.op === "gate" || node.op === "divide";
}

/** Evaluated nodes, operands first. The netlist has no combinational loop (the passes have seen to it). */
export function evaluationOrder({ nodes, name }: Netlist): Int32Array {
  const FRESH = 0;
  const OPEN = 1;
  const DONE = 2;
  const mark = new Uint8Array(nodes.length);
  const order = new Int32Array(nodes.length);
  let count = 0;
  const stack: NodeId[] = [];
  for (let start = 0; start < nodes.length; start++) {
    stack.push(start);
    while (stack.length > 0) {
      const id = stack[stack.length - 1];
      if (mark[id] !== FRESH || !isEvaluated(nodes[id])) {
        if (mark[id] === OPEN) order[count++] = id;
        mark[id] = DONE;
        stack.pop();
        continue;
      }
      mark[id] = OPEN;
      for (const arg of followed(nodes[id])) {
        if (mark[arg] === OPEN) throw new Error(`netlist "${name}" has a combinational loop at node ${arg}`);
        if (mark[arg] === FRESH) stack.push(arg);
      }
    }
  }
  return order.subarray(0, count);
}
