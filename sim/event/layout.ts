import { isEvaluated } from "../engine/order.ts";
import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Groups } from "./groups.ts";
import { Planes, putBigInt, type Store, wordsOf } from "./planes.ts";

/** Memory words that a port may set aside: data, mask, and the outcome. */
export const PORT_STAGES = 3;

/** Where everything lies in the planes. */
export interface Layout {
  /** Word offset of each node's lasting value, or -1. */
  readonly kept: Int32Array;
  /** Word offset of an evaluated node's value while its group is computed: kept values change only when published. */
  readonly scratch: Int32Array;
  /** By memory. */
  readonly memories: readonly Store[];
  /** By table. */
  readonly tables: readonly Store[];
  /** By register: word offset of its value under reset, or -1. */
  readonly inits: Int32Array;
  /** By register: words in which to set aside what it samples. */
  readonly registerStaging: Int32Array;
  /** First of the words in which ports set aside what they sample: `PORT_STAGES` memory words a port. */
  readonly portStaging: number;
  /** First of the words that gates and dividers keep, four a node, by node. */
  readonly cells: ReadonlyMap<NodeId, number>;
  readonly words: number;
}

export function layOut(netlist: Netlist, groups: Groups): Layout {
  let words = 0;
  const take = (count: number): number => (words += count) - count;
  const kept = new Int32Array(netlist.nodes.length).fill(-1);
  const cells = new Map<NodeId, number>();
  netlist.nodes.forEach((node, id) => {
    if (groups.kept[id] === 1 || !isEvaluated(node)) kept[id] = take(wordsOf(node.width));
    if (node.op === "gate" || node.op === "divide") cells.set(id, take(4));
  });
  const inits = Int32Array.from(netlist.registers, ({ node, init }) =>
    init === undefined ? -1 : take(wordsOf(netlist.nodes[node].width)),
  );
  const store = (width: number, depth: number): Store => {
    const stride = wordsOf(width);
    return { base: take(stride * depth), stride, depth, width };
  };
  const tables = netlist.tables.map((table) => store(table.width, table.words.length));
  const memories = netlist.memories.map(({ width, depth }) => store(width, depth));
  const registerStaging = Int32Array.from(netlist.registers, ({ node }) =>
    take(wordsOf(netlist.nodes[node].width)),
  );
  let portWords = 0;
  for (const { width, writes, reads } of netlist.memories) {
    portWords += (writes.length + reads.length) * wordsOf(width) * PORT_STAGES;
  }
  const portStaging = take(portWords);
  const scratch = new Int32Array(netlist.nodes.length).fill(-1);
  for (const id of groups.nodes) scratch[id] = take(wordsOf(netlist.nodes[id].width));
  return { kept, scratch, memories, tables, inits, registerStaging, portStaging, cells, words };
}

/** The planes at power-up, before anything has settled. */
export function powerUp(netlist: Netlist, layout: Layout): Planes {
  const planes = new Planes(layout.words);
  netlist.nodes.forEach((node, id) => {
    const offset = layout.kept[id];
    if (offset < 0) return;
    if (node.op === "const") putBigInt(planes, offset, node.width, node.attr.value, node.attr.unknown);
    else if (node.op !== "clock" && node.op !== "gate" && node.op !== "divide")
      planes.fillX(offset, node.width);
    if (node.op === "input") {
      planes.value.set(planes.unknown.subarray(offset, offset + wordsOf(node.width)), offset);
    }
  });
  netlist.registers.forEach(({ node, domain, init }, i) => {
    if (init === undefined) return;
    const { width } = netlist.nodes[node];
    putBigInt(planes, layout.inits[i], width, init);
    if (!netlist.domains[domain].reset) planes.copy(layout.inits[i], layout.kept[node], wordsOf(width));
  });
  layout.tables.forEach((store, i) => {
    fillStore(planes, store, netlist.tables[i].words);
  });
  layout.memories.forEach((store, i) => {
    fillStore(planes, store, netlist.memories[i].init);
  });
  return planes;
}

function fillStore(planes: Planes, { base, stride, depth, width }: Store, words: readonly bigint[]): void {
  for (let i = 0; i < depth; i++) {
    const offset = base + i * stride;
    if (i < words.length) putBigInt(planes, offset, width, words[i]);
    else planes.fillX(offset, width);
  }
}
