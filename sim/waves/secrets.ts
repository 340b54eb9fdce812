import type { Netlist, NodeId } from "../netlist/netlist.ts";

/**
 * The node whose value a node repeats: the driver at the end of a chain of wires. Two signals with one origin have
 * one value at the end of every time.
 */
export function origin({ nodes }: Netlist, node: NodeId): NodeId {
  let at = node;
  while (nodes[at].op === "wire") at = nodes[at].args[0];
  return at;
}

/** The origin of every node, in time that grows with their number. */
export function origins({ nodes }: Netlist): Int32Array {
  const origin = new Int32Array(nodes.length).fill(-1);
  const chain: NodeId[] = [];
  for (let id = 0; id < nodes.length; id++) {
    let at = id;
    for (; origin[at] < 0 && nodes[at].op === "wire"; at = nodes[at].args[0]) chain.push(at);
    const end = origin[at] < 0 ? at : origin[at];
    origin[at] = end;
    while (chain.length > 0) origin[chain.pop()!] = end;
  }
  return origin;
}

/**
 * The origins that a wave file must not show: those of secret signals, and what is read from secret memories. Every
 * signal with such an origin is masked, whether or not it is marked itself.
 */
export function secretOrigins(netlist: Netlist, origin = origins(netlist)): ReadonlySet<NodeId> {
  const { nodes, signals, memories } = netlist;
  const secrets = new Set<NodeId>();
  for (const { node, secret } of signals) if (secret) secrets.add(origin[node]);
  for (const { reads, secret } of memories) if (secret) for (const { node } of reads) secrets.add(node);
  for (const [id, node] of nodes.entries()) {
    if (node.op === "read" && memories[node.attr.memory].secret) secrets.add(id);
  }
  return secrets;
}
