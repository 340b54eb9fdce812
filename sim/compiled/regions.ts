import { evaluationOrder, followed, isEvaluated } from "../engine/order.ts";
import type { Netlist } from "../netlist/netlist.ts";
import type { Node, NodeId } from "../netlist/node.ts";
import { observedNodes } from "../netlist/observed.ts";
import { UNALIGNED_BITS } from "./find.ts";

/** Limbs of 128 bits, or scalars, that one region computes at most as long as it grows. */
const CAPACITY = 256;

/**
 * Evaluated nodes in regions that are computed together, when something that they read has changed. Regions are
 * numbered in evaluation order: each reads only what sources hold and what regions before it have computed.
 */
export interface Regions {
  readonly count: number;
  /** Region of a node, or -1: sources, and what nothing reads. */
  readonly of: Int32Array;
  /** Nodes of region r, operands first: `nodes[starts[r]]` up to `nodes[starts[r + 1]]`. */
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
  /** 1 for nodes whose value lies in memory: sources, observed ones, and what other regions read. */
  readonly kept: Uint8Array;
}

/** Whether the node is computed from the bytes of its first operand in memory. */
function readsBytes({ nodes }: Netlist, { op, args, width, lanes }: Node): boolean {
  if (op === "pick" && (width / lanes) % 8 !== 0 && width / lanes > UNALIGNED_BITS) return false;
  return (
    (op === "lookup" || op === "read" || op === "pick") &&
    nodes[args[0]].width > 64 &&
    nodes[args[0]].op !== "const"
  );
}

/** Marks what the bytes of a node lie in: the node, or what it moves them from. */
function keepBytes({ nodes }: Netlist, id: NodeId, kept: Uint8Array): void {
  let from = id;
  while (kept[from] === 0 && nodes[from].op === "permute") [from] = nodes[from].args;
  if (nodes[from].op !== "const") kept[from] = 1;
}

/** What a node adds to the size of its region. */
export const cost = ({ width, lanes, op }: Node): number =>
  Math.ceil(width / 128) * (op === "lookup" || op === "read" ? Math.min(lanes, 4) : 1);

/** Cones: a node joins the region of its readers if all of them are in one, and there is room. */
export function cutRegions(netlist: Netlist): Regions {
  const { nodes } = netlist;
  const NONE = -1;
  const MANY = -2;
  const order = evaluationOrder(netlist);
  const kept = new Uint8Array(nodes.length);
  for (const id of observedNodes(netlist)) kept[id] = 1;
  const reader = new Int32Array(nodes.length).fill(NONE);
  const of = new Int32Array(nodes.length).fill(NONE);
  const room: number[] = [];
  for (let i = order.length - 1; i >= 0; i--) {
    const id = order[i];
    const node = nodes[id];
    if (reader[id] === NONE && kept[id] === 0) continue;
    const size = cost(node);
    if (reader[id] >= 0 && room[reader[id]] >= size) {
      of[id] = reader[id];
      room[of[id]] -= size;
    } else {
      of[id] = room.push(CAPACITY - size) - 1;
      kept[id] = 1;
    }
    for (const arg of followed(node)) {
      if (reader[arg] === NONE) reader[arg] = of[id];
      else if (reader[arg] !== of[id]) reader[arg] = MANY;
    }
  }
  for (const [id, node] of nodes.entries()) {
    if (!isEvaluated(node) && node.op !== "const") kept[id] = 1;
    if (of[id] >= 0 && readsBytes(netlist, node)) keepBytes(netlist, node.args[0], kept);
  }
  return { ...inOrder(order, of, room.length), kept };
}

/** Turns the numbers round (regions were found tip first) and sorts nodes by region, in evaluation order. */
function inOrder(order: Int32Array, of: Int32Array, count: number): Omit<Regions, "kept"> {
  const starts = new Int32Array(count + 1);
  for (const id of order) {
    if (of[id] < 0) continue;
    of[id] = count - 1 - of[id];
    starts[of[id] + 1]++;
  }
  for (let r = 0; r < count; r++) starts[r + 1] += starts[r];
  const next = starts.slice(0, count);
  const nodes = new Int32Array(starts[count]);
  for (const id of order) if (of[id] >= 0) nodes[next[of[id]]++] = id;
  return { count, of, starts, nodes };
}
