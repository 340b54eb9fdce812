import { DesignError } from "../netlist/error.ts";
import type { Netlist, ReadPort, WritePort } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import { CELL } from "./clock-cells.ts";
import { LIMB_BITS } from "./forms.ts";

/** The words of a memory or table, in bytes. One more word than there are, which is 0, answers for all beyond the end. */
export interface Store {
  readonly base: number;
  readonly stride: number;
  readonly depth: number;
  readonly width: number;
}

/** Flags are looked at by so many at once. */
export const FLAG_BLOCK = 16;
const PAGE = 65_536;
/** What one linear memory of 32-bit addresses holds; offsets of the state's words count in fours of it. */
const MOST_BYTES = 2 ** 32 - PAGE;

/** Where everything lies in linear memory, in bytes from its start. */
export interface Layout {
  /** By node: address of its value, or -1. */
  readonly values: Float64Array;
  /** By node that is read after its register has moved: address of the value before. */
  readonly shadows: ReadonlyMap<NodeId, number>;
  readonly cells: ReadonlyMap<NodeId, number>;
  /** By port of a memory with ports in several domains: a byte that says whether its domain has an edge. */
  readonly active: ReadonlyMap<ReadPort | WritePort, number>;
  readonly memories: readonly Store[];
  readonly tables: readonly Store[];
  /** First of the counts of covers, a 64-bit float a check. */
  readonly covered: number;
  /** First of the flags, one byte each. */
  readonly flags: number;
  readonly pages: number;
}

/** Bytes that a value takes: what its widest load takes. */
export const bytesOf = (width: number): number =>
  width <= 32 ? 4 : width <= 64 ? 8 : 16 * Math.ceil(width / LIMB_BITS);

const strideOf = (width: number): number => (width <= 8 ? 1 : width <= 16 ? 2 : bytesOf(width));

/** @throws DesignError SIZE if it does not fit. */
export function layOut(
  netlist: Netlist,
  kept: (node: NodeId) => boolean,
  shadowed: Iterable<NodeId>,
  flags: number,
): Layout {
  let end = 0;
  const take = (bytes: number, align = 16): number => {
    const at = Math.ceil(end / align) * align;
    end = at + bytes;
    return at;
  };
  const takeValue = (node: NodeId): number => {
    const bytes = bytesOf(netlist.nodes[node].width);
    return take(bytes, Math.min(16, bytes));
  };
  const flagsAt = take(Math.ceil(flags / FLAG_BLOCK) * FLAG_BLOCK);
  const covered = take(8 * netlist.checks.length);
  const values = new Float64Array(netlist.nodes.length).fill(-1);
  const cells = new Map<NodeId, number>();
  netlist.nodes.forEach(({ op }, node) => {
    if (kept(node)) values[node] = takeValue(node);
    if (op === "gate" || op === "divide") cells.set(node, take(CELL.bytes));
  });
  const shadows = new Map<NodeId, number>();
  for (const node of shadowed) shadows.set(node, takeValue(node));
  const active = new Map<ReadPort | WritePort, number>();
  for (const { reads, writes } of netlist.memories) {
    const ports = [...reads, ...writes];
    if (ports.every(({ domain }) => domain === ports[0].domain)) continue;
    for (const port of ports) active.set(port, take(1, 1));
  }
  const store = (width: number, depth: number): Store => {
    const stride = strideOf(width);
    return { base: take(stride * (depth + 1)), stride, depth, width };
  };
  const tables = netlist.tables.map(({ width, words }) => store(width, words.length));
  const memories = netlist.memories.map(({ name, width, depth, place }) => {
    const made = store(width, depth);
    if (end > MOST_BYTES) {
      throw new DesignError(
        "SIZE",
        `memory ${name} of ${depth} words of ${width} bits does not fit into the 4 GiB of the engine "compiled"`,
        [{ what: `memory ${name}`, place: netlist.places[place] }],
        'make it smaller; the engine "event" has no such limit below the memory of the machine',
      );
    }
    return made;
  });
  return {
    values,
    shadows,
    cells,
    active,
    memories,
    tables,
    covered,
    flags: flagsAt,
    pages: Math.ceil((end + 16) / PAGE),
  };
}
