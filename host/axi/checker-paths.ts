import { AXI_CHANNELS, type AxiChannel } from "../../rtl/bus/axi.ts";
import { type Bits, signalOf } from "../../sim/hdl/index.ts";
import { BitGraph } from "../../sim/netlist/bitgraph.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { type Netlist, type NodeId, signalPath } from "../../sim/netlist/netlist.ts";
import { isSource } from "../../sim/netlist/node.ts";
import type { AxiPort } from "./port.ts";
import { READY_TO_VALID_RULE } from "./rule-table.ts";

/** READYs that a VALID must not wait for: a manager waits for neither of a write's (figure A3-7). */
const INDEPENDENT: Readonly<Record<AxiChannel, readonly AxiChannel[]>> = {
  aw: ["aw", "w"],
  w: ["aw", "w"],
  b: ["b"],
  ar: ["ar"],
  r: ["r"],
};

/**
 * Looks at a port of a design for a combinational path from a READY input to a VALID output of the same channel, bit by
 * bit, and between the two channels of a write. @returns the shortest such path as the error ASSERT.
 */
export function readyToValidPath(
  { netlist }: { readonly netlist: Netlist },
  port: AxiPort,
): DesignError | undefined {
  const signal = (handle: Bits) => netlist.signals[signalOf(handle)!];
  for (const channel of Object.keys(AXI_CHANNELS) as AxiChannel[]) {
    const valid = signal(port[channel].valid);
    if (valid.kind !== "output") continue;
    const readies = INDEPENDENT[channel].map((other) => signal(port[other].ready).node);
    const path = shortestPath(netlist, valid.node, new Set(readies));
    if (path) return waiting(netlist, path);
  }
  return undefined;
}

/** The nodes of a path from one of the origins to a node of one bit, through operators alone. */
function shortestPath(netlist: Netlist, end: NodeId, origins: ReadonlySet<NodeId>): NodeId[] | undefined {
  const words = drivers(netlist, end);
  if (words.every((node) => !origins.has(node))) return undefined;
  const graph = new BitGraph(netlist, words);
  const { atoms, start, to } = graph;
  const [last] = graph.atomsOf(end);
  /** By atom that was reached, who depends on it; the keys are the queue of the search. */
  const reader = new Map([[last, last]]);
  for (const at of reader.keys()) {
    if (origins.has(atoms[at].node)) return nodesTo(last, at);
    for (let i = start[at]; i < start[at + 1]; i++) if (!reader.has(to[i])) reader.set(to[i], at);
  }
  return undefined;

  function nodesTo(target: number, origin: number): NodeId[] {
    const path = [atoms[origin].node];
    for (let at = origin; at !== target; path.push(atoms[at].node)) at = reader.get(at)!;
    return path;
  }
}

/** A node and all that it depends on up to registers and inputs, word by word. */
function drivers({ nodes }: Netlist, end: NodeId): NodeId[] {
  const seen = new Set([end]);
  for (const at of seen) if (!isSource(nodes[at])) for (const arg of nodes[at].args) seen.add(arg);
  return [...seen];
}

function waiting(netlist: Netlist, path: readonly NodeId[]): DesignError {
  const hops = path.flatMap((node) => {
    const id = netlist.signals.findIndex((signal) => signal.node === node);
    return id < 0
      ? []
      : [{ what: signalPath(netlist, id), place: netlist.places[netlist.signals[id].place] }];
  });
  const { name, text, section } = READY_TO_VALID_RULE;
  return new DesignError(
    "ASSERT",
    `${name}: ${hops.map(({ what }) => what).join(" -> ")}`,
    [hops[hops.length - 1], hops[0]],
    `put a register on the path: ${text} (ARM IHI 0022H, ${section})`,
  );
}
