import { type Netlist, type NodeId, signalPath } from "../../sim/netlist/netlist.ts";

/**
 * The inputs, by their paths below the top, on which signals with these paths depend: through logic, registers,
 * memories, enables and resets, over any number of cycles.
 */
export function influences(netlist: Netlist, paths: readonly string[]): string[] {
  const { nodes, signals } = netlist;
  const below = (id: number) => signalPath(netlist, id).slice(netlist.name.length + 1);
  const state = operandsOfState(netlist);
  const reached = new Set<NodeId>();
  const waiting = signals.flatMap((signal, id) => (paths.includes(below(id)) ? [signal.node] : []));
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    waiting.push(...nodes[node].args, ...(state.get(node) ?? []));
  }
  return signals
    .flatMap(({ node }, id) => (nodes[node].op === "input" && reached.has(node) ? [below(id)] : []))
    .sort();
}

/** What each register and each read of a memory takes its value from. */
function operandsOfState({ nodes, registers, memories, domains }: Netlist): Map<NodeId, NodeId[]> {
  const known = (...ids: readonly (NodeId | undefined)[]) => ids.filter((id) => id !== undefined);
  const operands = new Map<NodeId, NodeId[]>();
  for (const { node, next, enable, domain } of registers) {
    operands.set(node, known(next, enable, domains[domain].reset?.node));
  }
  const written = memories.map(({ writes }) =>
    writes.flatMap(({ address, data, enable, mask }) => known(address, data, enable, mask)),
  );
  for (const [id, { reads }] of memories.entries()) {
    for (const { node, address, enable } of reads)
      operands.set(node, [...written[id], ...known(address, enable)]);
  }
  for (const [id, node] of nodes.entries()) {
    if (node.op === "read") operands.set(id, written[node.attr.memory]);
  }
  return operands;
}
