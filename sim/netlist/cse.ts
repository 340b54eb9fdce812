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
    nodes[id] = withOperands(nodes[id], to);
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

function hash({ op, width, lanes, args, attr }: Node): number {
  let h = mix(mix(op.charCodeAt(0) * 31 + op.charCodeAt(op.length - 1), width), lanes);
  if (COMMUTES.has(op)) h = mix(mix(h, Math.min(args[0], args[1])), Math.max(args[0], args[1]));
  else for (const arg of args) h = mix(h, arg);
  if (attr === undefined) return h;
  if ("value" in attr) return mix(h, Number(BigInt.asUintN(32, attr.value ^ (attr.value >> 32n))));
  if ("low" in attr) return mix(h, attr.low);
  if ("index" in attr) for (const lane of attr.index) h = mix(h, lane);
  return h;
}

function mix(h: number, value: number): number {
  const mixed = Math.imul(h ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function isLike(a: Node, b: Node): boolean {
  return (
    a.op === b.op &&
    a.width === b.width &&
    a.lanes === b.lanes &&
    (isSame(a.args, b.args) || (COMMUTES.has(a.op) && isSame(a.args, [b.args[1], b.args[0]]))) &&
    hasSameAttr(a.attr, b.attr)
  );
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
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
