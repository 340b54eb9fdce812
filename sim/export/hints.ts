import type { Netlist, NodeId } from "../netlist/netlist.ts";
import type { Unit } from "./hierarchy.ts";
import type { Design, Nets } from "./nets.ts";

/** By node, the variable of its module that it goes into: what a name made for it begins with. */
export function hints(
  { netlist, hierarchy }: Design,
  order: Int32Array,
  netsOf: (unit: Unit) => Nets,
): readonly (string | undefined)[] {
  const { nodes, registers, checks } = netlist;
  const hint = new Array<string | undefined>(nodes.length);
  const give = (node: NodeId, reader: NodeId, name: string | undefined): void => {
    if (hierarchy.home(node) === hierarchy.home(reader)) hint[node] ??= name;
  };
  for (const { node, next, enable } of registers) {
    const name = netsOf(hierarchy.home(node)).variable(node);
    give(next, node, name);
    if (enable !== undefined) give(enable, node, name);
  }
  forMemories(netlist, (node, memory, scope) => {
    if (hierarchy.home(node) === hierarchy.unitOf(scope))
      hint[node] ??= netsOf(hierarchy.unitOf(scope)).memoryVariable(memory);
  });
  for (const { kind, condition, scope } of checks) {
    if (hierarchy.home(condition) === hierarchy.unitOf(scope)) hint[condition] ??= kind;
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const id = order[i];
    const name = netsOf(hierarchy.home(id)).variable(id) ?? hint[id];
    for (const arg of nodes[id].args) give(arg, id, name);
  }
  return hint;
}

function forMemories(
  { memories }: Netlist,
  see: (node: NodeId, memory: number, scope: number) => void,
): void {
  for (const [id, { writes, reads, scope }] of memories.entries()) {
    for (const { address, data, enable, mask } of writes) {
      for (const node of [address, data, enable, mask]) if (node !== undefined) see(node, id, scope);
    }
    for (const { address, enable, node } of reads) {
      for (const each of [address, enable, node]) if (each !== undefined) see(each, id, scope);
    }
  }
}
