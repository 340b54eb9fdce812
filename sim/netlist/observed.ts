import type { Netlist, NodeId } from "./netlist.ts";

/** Nodes that something besides operators reads. */
export function observedNodes(netlist: Netlist): Set<NodeId> {
  const seen = new Set<NodeId>();
  const add = (...ids: readonly (NodeId | undefined)[]): void => {
    for (const id of ids) if (id !== undefined) seen.add(id);
  };
  for (const signal of netlist.signals) add(signal.node);
  for (const { next, enable } of netlist.registers) add(next, enable);
  for (const { writes, reads } of netlist.memories) {
    for (const { address, data, enable, mask } of writes) add(address, data, enable, mask);
    for (const { address, enable } of reads) add(address, enable);
  }
  for (const { condition } of netlist.checks) add(condition);
  for (const { clock, reset } of netlist.domains) add(clock, reset?.node);
  for (const node of netlist.nodes) if (node.op === "gate" || node.op === "divide") add(...node.args);
  return seen;
}
