import type { Netlist, NodeId, Optional } from "./netlist.ts";
import type { Node } from "./node.ts";
import { redirect } from "./redirect.ts";

/**
 * Drops the nodes, registers and read ports that nothing observable needs. Observable are the named signals, the
 * checks, the clocks and resets of all domains, and the memories, whose words a bench may look at.
 */
export function dead(netlist: Netlist): Netlist {
  const { nodes, registers, memories, domains, signals, checks } = netlist;
  const live = new Uint8Array(nodes.length);
  const stack: NodeId[] = [];
  const need = (node: Optional): void => {
    if (node === undefined || live[node]) return;
    live[node] = 1;
    stack.push(node);
  };
  const state = new Map<NodeId, readonly Optional[]>();
  for (const { node, next, enable } of registers) state.set(node, [next, enable]);
  for (const { reads } of memories) {
    for (const { node, address, enable } of reads) state.set(node, [address, enable]);
  }
  for (const { node } of signals) need(node);
  for (const { condition } of checks) need(condition);
  for (const { clock, reset } of domains) for (const node of [clock, reset?.node]) need(node);
  for (const { writes } of memories) {
    for (const { address, data, enable, mask } of writes) {
      for (const node of [address, data, enable, mask]) need(node);
    }
  }
  while (stack.length > 0) {
    const node = stack.pop()!;
    for (const arg of nodes[node].args) need(arg);
    for (const operand of state.get(node) ?? []) need(operand);
  }
  return keep(netlist, live);
}

function keep(netlist: Netlist, live: Uint8Array): Netlist {
  const { nodes, registers, memories } = netlist;
  const to = new Int32Array(nodes.length).fill(-1);
  const kept: Node[] = [];
  for (let id = 0; id < nodes.length; id++) if (live[id]) to[id] = kept.push(nodes[id]) - 1;
  return redirect(
    {
      ...netlist,
      registers: registers.filter(({ node }) => live[node]),
      memories: memories.map((memory) => ({
        ...memory,
        reads: memory.reads.filter(({ node }) => live[node]),
      })),
    },
    kept,
    to,
  );
}
