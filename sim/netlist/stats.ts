import type { Netlist } from "./netlist.ts";
import type { Op } from "./node.ts";
import { levelOrder } from "./order.ts";

/** The size of a netlist. */
export interface Stats {
  readonly nodes: number;
  readonly ops: Readonly<Partial<Record<Op, number>>>;
  readonly registers: number;
  readonly registerBits: number;
  readonly memories: number;
  readonly memoryBits: number;
  /** Operators on the longest combinational path. */
  readonly levels: number;
}

/** Counts a netlist, in time linear in its operands. @throws Error where words lead back to themselves. */
export function stats(netlist: Netlist): Stats {
  const { nodes, registers, memories } = netlist;
  const ops: Partial<Record<Op, number>> = {};
  for (const { op } of nodes) ops[op] = (ops[op] ?? 0) + 1;
  return {
    nodes: nodes.length,
    ops,
    registers: registers.length,
    registerBits: registers.reduce((sum, { node }) => sum + nodes[node].width, 0),
    memories: memories.length,
    memoryBits: memories.reduce((sum, { width, depth }) => sum + width * depth, 0),
    levels: levelOrder(netlist).depth,
  };
}
