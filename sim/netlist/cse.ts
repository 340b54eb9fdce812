import type { Netlist, NodeId } from "./netlist.ts";
import type { Node, Op } from "./node.ts";
import { levelOrder } from "./order.ts";
import { identity, redirect, withOperands } from "./redirect.ts";

const COMMUTES: ReadonlySet<Op> = new Set<Op>(["and", "or", "xor", "add", "mul", "eq", "ne"]);

/** Lets equal operators over equal operands, and equal known constants, be one node. */
export function cse(netlist: Netlist): Netlist {
  const nodes = [...netlist.nodes];
  const to = identity(nodes.length);
  const table = new HashTable(nodes);
  for (const [id, node] of nodes.entries()) {
    if (node.op === "const" && node.attr.unknown === 0n) to[id] = table.find(id);
  }
  for (const id of levelOrder(netlist).order) {
    const node = withOperands(nodes[id], to);
    const [a, b] = node.args;
    nodes[id] = COMMUTES.has(node.op) && a > b ? ({ ...node, args: [b, a] } as Node) : node;
    to[id] = table.find(id);
  }
  return redirect(netlist, nodes, to);
}

/** Open addressing over node ids: no key is ever made. */
class HashTable {
  readonly #nodes: readonly Node[];
  readonly #slots: Int32Array;

  constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * nodes.length + 2))).fill(-1);
  }

  /** The first node like this one; itself if it is the first. */
  find(id: NodeId): NodeId {
    const node = this.#nodes[id];
    const mask = this.#slots.length - 1;
    let slot = hash(node) & mask;
    while (this.#slots[slot] >= 0) {
      if (isLike(this.#nodes[this.#slots[slot]], node)) return this.#slots[slot];
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = id;
    return id;
  }
}

function hash(node: Node): number {
  let h = node.op.charCodeAt(0) * 31 + node.op.charCodeAt(node.op.length - 1);
  const mix = (value: number): void => {
    h = Math.imul(h ^ value, 0x9e3779b1);
    h ^= h >>> 15;
  };
  mix(node.width);
  mix(node.lanes);
  for (const arg of node.args) mix(arg);
  if (node.op === "const") mix(Number(BigInt.asUintN(32, node.attr.value ^ (node.attr.value >> 32n))));
  if (node.op === "slice") mix(node.attr.low);
  if (node.op === "permute") for (const lane of node.attr.index) mix(lane);
  return h;
}

function isLike(a: Node, b: Node): boolean {
  return (
    a.op === b.op &&
    a.width === b.width &&
    a.lanes === b.lanes &&
    isSame(a.args, b.args) &&
    hasSameAttr(a.attr, b.attr)
  );
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** Attributes of one operator: flat records of numbers, and lists of them. */
function hasSameAttr(a: object | undefined, b: object | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const theirs = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([key, value]) => {
    const other = theirs.get(key);
    return Array.isArray(value) && Array.isArray(other) ? isSame(value, other) : value === other;
  });
}
