import { evaluationOrder, followed } from "../engine/order.ts";
import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import { isInline } from "./inline.ts";
import { wordsOf } from "./planes.ts";

/** Words of results that one group computes at most, so that generated functions stay small and chains are cut. */
const CAPACITY = 128;

/**
 * Evaluated nodes in clusters that are computed together. A node joins the group of its readers if all of them are in
 * one, so a group is a cone with one tip, and there is no way out of a group and back into it. Groups are numbered in
 * evaluation order: each reads only what groups before it have computed.
 */
export interface Groups {
  readonly count: number;
  /** Group of a node, or -1: sources and what nothing reads. */
  readonly of: Int32Array;
  /** Nodes of group g, operands first: `nodes[starts[g]]` up to `nodes[starts[g + 1]]`. */
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
  /** 1 for nodes whose value outlives the evaluation of their group. */
  readonly kept: Uint8Array;
}

/** `observed` are the nodes that something besides operators reads. */
export function groupNodes(netlist: Netlist, observed: Iterable<NodeId>): Groups {
  const { nodes } = netlist;
  const NONE = -1;
  const MANY = -2;
  const order = evaluationOrder(netlist);
  const kept = new Uint8Array(nodes.length);
  for (const id of observed) kept[id] = 1;
  const reader = new Int32Array(nodes.length).fill(NONE);
  const of = new Int32Array(nodes.length).fill(NONE);
  const room: number[] = [];
  for (let i = order.length - 1; i >= 0; i--) {
    const id = order[i];
    const node = nodes[id];
    if (reader[id] === NONE && kept[id] === 0) continue;
    const alone = !isInline(netlist, node);
    const words = wordsOf(node.width);
    if (!alone && reader[id] >= 0 && room[reader[id]] >= words) {
      of[id] = reader[id];
      room[of[id]] -= words;
    } else {
      of[id] = room.push(alone ? 0 : CAPACITY - words) - 1;
      kept[id] = 1;
    }
    for (const arg of followed(node)) {
      if (reader[arg] === NONE) reader[arg] = of[id];
      else if (reader[arg] !== of[id]) reader[arg] = MANY;
    }
  }
  return { ...inOrder(order, of, room.length), kept };
}

/** Turns the numbers round (groups were found tip first) and sorts nodes by group, each group in evaluation order. */
function inOrder(order: Int32Array, of: Int32Array, count: number): Omit<Groups, "kept"> {
  const starts = new Int32Array(count + 1);
  for (const id of order) {
    if (of[id] < 0) continue;
    of[id] = count - 1 - of[id];
    starts[of[id] + 1]++;
  }
  for (let g = 0; g < count; g++) starts[g + 1] += starts[g];
  const next = starts.slice(0, count);
  const nodes = new Int32Array(starts[count]);
  for (const id of order) if (of[id] >= 0) nodes[next[of[id]]++] = id;
  return { count, of, starts, nodes };
}
