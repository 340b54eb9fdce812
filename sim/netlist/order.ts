import type { Netlist, NodeId } from "./netlist.ts";
import { isSource } from "./node.ts";

/** Who reads a node: the readers of node n are `reader[start[n]]` to `reader[start[n + 1] - 1]`, once an operand. */
export interface Fanout {
  readonly start: Int32Array;
  readonly reader: Int32Array;
}

/** The readers of every node among the nodes' operands; gates and dividers included, state excluded. */
export function fanout({ nodes }: Netlist): Fanout {
  const start = new Int32Array(nodes.length + 1);
  for (const { args } of nodes) for (const arg of args) start[arg + 1]++;
  for (let i = 0; i < nodes.length; i++) start[i + 1] += start[i];
  const reader = new Int32Array(start[nodes.length]);
  const free = start.slice();
  for (let id = 0; id < nodes.length; id++) for (const arg of nodes[id].args) reader[free[arg]++] = id;
  return { start, reader };
}

export interface LevelOrder {
  /** Operators, level by level; within a level as they stand in the netlist's operand order. */
  readonly order: Int32Array;
  /** By node: 0 for sources, else one more than the highest operand. */
  readonly level: Int32Array;
  /** The highest level. */
  readonly depth: number;
}

/**
 * Levels of the combinational graph, in time linear in its operands.
 * @throws Error if words lead back to themselves: `findLoop` tells whether bits do, `split` mends it if they do not.
 */
export function levelOrder(netlist: Netlist): LevelOrder {
  const { nodes } = netlist;
  const { start, reader } = fanout(netlist);
  const level = new Int32Array(nodes.length);
  const missing = new Int32Array(nodes.length);
  const queue = new Int32Array(nodes.length);
  let sources = 0;
  let operators = 0;
  for (let id = 0; id < nodes.length; id++) {
    if (isSource(nodes[id])) {
      queue[sources++] = id;
    } else {
      missing[id] = nodes[id].args.length;
      operators++;
    }
  }
  let end = sources;
  let depth = 0;
  for (let at = 0; at < end; at++) {
    const id: NodeId = queue[at];
    for (let i = start[id]; i < start[id + 1]; i++) {
      const to = reader[i];
      if (--missing[to] !== 0) continue;
      depth = level[to] = level[id] + 1;
      queue[end++] = to;
    }
  }
  if (end < sources + operators) {
    throw new Error(`netlist "${netlist.name}": ${sources + operators - end} nodes have no level`);
  }
  return { order: queue.subarray(sources), level, depth };
}
