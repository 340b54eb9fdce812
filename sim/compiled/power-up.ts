import type { Netlist } from "../netlist/netlist.ts";
import type { Node, NodeId } from "../netlist/node.ts";
import type { Layout, Store } from "./layout.ts";

/** 32 bits that stand for as many unknown ones. */
export type Fill = () => number;

/**
 * What sources hold before anything has settled. Every unknown bit is taken from `fill`, 32 at a time and node by node;
 * the words of the memories come after them. The event kernel draws its random bits in the same order.
 */
export function sourceValues(netlist: Netlist, fill: Fill): Map<NodeId, bigint> {
  const inits = new Map<NodeId, bigint>();
  for (const { node, domain, init } of netlist.registers) {
    if (init !== undefined && !netlist.domains[domain].reset) inits.set(node, init);
  }
  const values = new Map<NodeId, bigint>();
  for (const [id, node] of netlist.nodes.entries()) {
    const { op, width } = node;
    if (op === "const") values.set(id, known(width, node.attr.value, node.attr.unknown, fill));
    else if (inits.has(id)) values.set(id, inits.get(id)!);
    else if (op === "input" || op === "register" || op === "readport") {
      values.set(id, known(width, 0n, (1n << BigInt(width)) - 1n, fill));
    }
  }
  return values;
}

function known(width: number, value: bigint, unknown: bigint, fill: Fill): bigint {
  if (unknown === 0n) return value;
  let bits = value & ~unknown;
  for (let low = 0n; low < width; low += 32n) {
    const open = (unknown >> low) & 0xffffffffn;
    if (open !== 0n) bits |= (BigInt(fill() >>> 0) & open) << low;
  }
  return bits;
}

/** The netlist with the constants that were drawn. */
export function withConstants(netlist: Netlist, values: ReadonlyMap<NodeId, bigint>): Netlist {
  const isKnown = (node: Node): boolean => node.op !== "const" || node.attr.unknown === 0n;
  if (netlist.nodes.every(isKnown)) return netlist;
  const nodes = netlist.nodes.map((node, id) =>
    isKnown(node) ? node : ({ ...node, attr: { value: values.get(id)!, unknown: 0n } } as Node),
  );
  return { ...netlist, nodes };
}

/** Writes the state at power-up to memory. */
export function powerUp(
  netlist: Netlist,
  layout: Layout,
  memory: ArrayBuffer,
  values: ReadonlyMap<NodeId, bigint>,
  fill: Fill,
): void {
  const bytes = new DataView(memory);
  for (const [node, value] of values) {
    const address = layout.values[node];
    if (address >= 0) putWord(bytes, address, 4, netlist.nodes[node].width, (i) => wordOf(value, i));
  }
  for (const [i, { words }] of netlist.tables.entries()) fillStore(bytes, layout.tables[i], words, fill);
  for (const [i, { init }] of netlist.memories.entries()) fillStore(bytes, layout.memories[i], init, fill);
}

const wordOf = (value: bigint, i: number): number => Number(BigInt.asIntN(32, value >> BigInt(32 * i)));

function fillStore(bytes: DataView, store: Store, given: readonly bigint[], fill: Fill): void {
  const { base, stride, depth, width } = store;
  for (let at = 0; at < depth; at++) {
    putWord(bytes, base + at * stride, stride, width, (i) =>
      at < given.length ? wordOf(given[at], i) : fill(),
    );
  }
}

function putWord(
  bytes: DataView,
  address: number,
  stride: number,
  width: number,
  word: (i: number) => number,
): void {
  const count = Math.ceil(width / 32);
  const top = width % 32 === 0 ? -1 : (1 << (width % 32)) - 1;
  for (let i = 0; i < count; i++) {
    const bits = word(i) & (i === count - 1 ? top : -1);
    if (stride === 1) bytes.setUint8(address, bits);
    else if (stride === 2) bytes.setUint16(address, bits, true);
    else bytes.setInt32(address + 4 * i, bits, true);
  }
}
