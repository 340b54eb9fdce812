import type { Memory, Netlist, Optional } from "./netlist.ts";
import type { Node } from "./node.ts";

/** Every node standing for itself. */
export function identity(length: number): Int32Array {
  const to = new Int32Array(length);
  for (let id = 0; id < length; id++) to[id] = id;
  return to;
}

/** The node with its operands replaced by what `to` names; the node itself if none is. */
export function withOperands(node: Node, to: Int32Array): Node {
  for (const arg of node.args) {
    if (to[arg] !== arg) return { ...node, args: node.args.map((each) => to[each]) };
  }
  return node;
}

/** The netlist over other nodes, with every reference to node n, operands included, replaced by `to[n]`. */
export function redirect(netlist: Netlist, nodes: readonly Node[], to: Int32Array): Netlist {
  const optional = (node: Optional): Optional => (node === undefined ? undefined : to[node]);
  return {
    ...netlist,
    nodes: nodes.map((node) => withOperands(node, to)),
    registers: netlist.registers.map((register) => ({
      ...register,
      node: to[register.node],
      next: to[register.next],
      enable: optional(register.enable),
    })),
    memories: netlist.memories.map(
      (memory): Memory => ({
        ...memory,
        writes: memory.writes.map((port) => ({
          ...port,
          address: to[port.address],
          data: to[port.data],
          enable: optional(port.enable),
          mask: optional(port.mask),
        })),
        reads: memory.reads.map((port) => ({
          ...port,
          node: to[port.node],
          address: to[port.address],
          enable: optional(port.enable),
        })),
      }),
    ),
    domains: netlist.domains.map((domain) => ({
      ...domain,
      clock: to[domain.clock],
      reset: domain.reset && { ...domain.reset, node: to[domain.reset.node] },
    })),
    signals: netlist.signals.map((signal) => ({ ...signal, node: to[signal.node] })),
    checks: netlist.checks.map((check) => ({ ...check, condition: to[check.condition] })),
  };
}
