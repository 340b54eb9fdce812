import type { Netlist, NodeId } from "../netlist/netlist.ts";

/**
 * The node whose value a node repeats: the driver at the end of a chain of wires. Two signals with one origin have
 * one value at the end of every time.
 */
export function origin(netlist: Netlist, node: NodeId): NodeId {
  let at = node;
  while (netlist.nodes[at].op === "wire") at = netlist.nodes[at].args[0];
  return at;
}

/**
 * The origins that a wave file must not show: those of secret signals, and what is read from secret memories. Every
 * signal with such an origin is masked, whether or not it is marked itself.
 */
export function secretOrigins(netlist: Netlist): ReadonlySet<NodeId> {
  const { nodes, signals, memories } = netlist;
  const secrets = new Set<NodeId>();
  for (const { node, secret } of signals) if (secret) secrets.add(origin(netlist, node));
  for (const { reads, secret } of memories) if (secret) for (const { node } of reads) secrets.add(node);
  for (const [id, node] of nodes.entries()) {
    if (node.op === "read" && memories[node.attr.memory].secret) secrets.add(id);
  }
  return secrets;
}
