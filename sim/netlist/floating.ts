import { carries } from "./carries.ts";
import type { Netlist, NodeId } from "./netlist.ts";
import type { Node } from "./node.ts";
import { fanout } from "./order.ts";

/** Marks the nodes with a bit that may be z, which an operator would read as x: an operator's result never is. */
export function floating(netlist: Netlist): Uint8Array {
  const { nodes, registers } = netlist;
  const { start, reader } = fanout(netlist);
  const floats = new Uint8Array(nodes.length);
  const queue: NodeId[] = [];
  const mark = (node: NodeId): void => {
    if (floats[node]) return;
    floats[node] = 1;
    queue.push(node);
  };
  const first = new Int32Array(nodes.length).fill(-1);
  const other = new Int32Array(registers.length);
  for (const [i, { next }] of registers.entries()) {
    other[i] = first[next];
    first[next] = i;
  }
  for (const [id, node] of nodes.entries()) if (isOrigin(node)) mark(id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (let i = start[id]; i < start[id + 1]; i++) if (passes(nodes[reader[i]], id)) mark(reader[i]);
    for (let i = first[id]; i >= 0; i = other[i]) mark(registers[i].node);
  }
  return floats;
}

/** Memory words are taken to hold z, whoever writes them. */
function isOrigin(node: Node): boolean {
  const { op } = node;
  if (op === "const") return (node.attr.value & node.attr.unknown) !== 0n;
  return op === "input" || op === "read" || op === "readport";
}

/** What an operator gives is never z, but for those that move bits. */
function passes(node: Node, operand: NodeId): boolean {
  const { op, args } = node;
  if (op === "shl" || op === "shr" || op === "sra") return args[0] === operand;
  return carries(node, operand);
}
