import type { DomainId, Netlist, NodeId } from "../../sim/netlist/netlist.ts";
import { Reference } from "./evaluate.ts";
import type { BitString } from "./operators.ts";
import { Random } from "./random.ts";

/** What is done to a netlist at one time: inputs that change, then the domains with an edge. */
export interface Stimulus {
  readonly inputs: ReadonlyMap<NodeId, BitString>;
  readonly edges: readonly DomainId[];
}

/** Random steps: some inputs take new values, x and z among them; then none, one or several domains have an edge. */
export function randomStimuli(netlist: Netlist, seed: number, steps: number): Stimulus[] {
  const random = new Random(seed);
  const inputs = netlist.signals.filter(({ kind }) => kind === "input").map(({ node }) => node);
  return Array.from({ length: steps }, (_, step) => ({
    inputs: new Map(
      inputs
        .filter(() => step === 0 || random.oneIn(2))
        .map((node) => [node, random.bitString(netlist.nodes[node].width)]),
    ),
    edges: [...netlist.domains.keys()].filter(() => random.oneIn(2)),
  }));
}

/**
 * What every signal is before and after the edges of each step. Inputs are taken in the order of the signals that name
 * them, so one seed does the same to a netlist whose nodes a pass has renumbered.
 */
export function playOnReference(netlist: Netlist, seed: number, steps: number): BitString[][] {
  const reference = new Reference(netlist);
  return randomStimuli(netlist, seed, steps).map(({ inputs, edges }) => {
    for (const [node, bits] of inputs) reference.setBits(node, bits);
    reference.settle();
    const before = netlist.signals.map(({ node }) => reference.getBits(node));
    reference.edge(edges);
    return [...before, ...netlist.signals.map(({ node }) => reference.getBits(node))];
  });
}
