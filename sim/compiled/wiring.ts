import { followed } from "../engine/order.ts";
import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Regions } from "./regions.ts";
import { operandsOf, type Updates } from "./updates.ts";

/**
 * Who has to be looked at when something changes. Flags are numbered: regions by their own number, then updates. What
 * changes is a node, or a memory: nodes by number, then memories.
 */
export interface Wiring {
  readonly flags: number;
  /** Flag of update `i`. */
  readonly updateFlag: (i: number) => number;
  /** Flags of the regions that read a node from outside, or a memory's words. */
  regionsOf(source: number): Int32Array;
  /** Flags of the updates that read it. */
  updatesOf(source: number): Int32Array;
}

/** Lists of flags by source, kept in two flat arrays. */
class Lists {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #starts = new Int32Array();
  #flags = new Int32Array();

  add(source: number, flag: number): void {
    this.#from.push(source);
    this.#to.push(flag);
  }

  close(sources: number): void {
    this.#starts = new Int32Array(sources + 2);
    for (const source of this.#from) this.#starts[source + 2]++;
    for (let i = 2; i < this.#starts.length; i++) this.#starts[i] += this.#starts[i - 1];
    this.#flags = new Int32Array(this.#to.length);
    for (const [i, source] of this.#from.entries()) this.#flags[this.#starts[source + 1]++] = this.#to[i];
  }

  of(source: number): Int32Array {
    return this.#flags.subarray(this.#starts[source], this.#starts[source + 1]);
  }
}

export const memorySource = ({ nodes }: Netlist, memory: number): number => nodes.length + memory;

export function wire(netlist: Netlist, regions: Regions, updates: Updates): Wiring {
  const { nodes, memories } = netlist;
  const toRegions = new Lists();
  const toUpdates = new Lists();
  const last = new Int32Array(nodes.length + memories.length).fill(-1);
  for (let region = 0; region < regions.count; region++) {
    const reads = (source: number): void => {
      if (last[source] !== region) toRegions.add(source, region);
      last[source] = region;
    };
    for (let i = regions.starts[region]; i < regions.starts[region + 1]; i++) {
      const node = nodes[regions.nodes[i]];
      for (const arg of followed(node))
        if (regions.of[arg] !== region && nodes[arg].op !== "const") reads(arg);
      if (node.op === "read") reads(memorySource(netlist, node.attr.memory));
    }
  }
  for (const [i, update] of updates.all.entries()) {
    for (const node of new Set<NodeId>(operandsOf(netlist, update))) {
      if (nodes[node].op !== "const") toUpdates.add(node, regions.count + i);
    }
  }
  const sources = nodes.length + memories.length;
  toRegions.close(sources);
  toUpdates.close(sources);
  return {
    flags: regions.count + updates.all.length,
    updateFlag: (i) => regions.count + i,
    regionsOf: (source) => toRegions.of(source),
    updatesOf: (source) => toUpdates.of(source),
  };
}
