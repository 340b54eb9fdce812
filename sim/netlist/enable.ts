import { floating } from "./floating.ts";
import type { Netlist, NodeId, Register } from "./netlist.ts";
import type { Node, PlainOp } from "./node.ts";

/**
 * A register that takes itself where a condition fails is one with an enable: engines then skip what feeds it.
 *
 * Unknown conditions come out the same, since an unknown enable merges as a multiplexer does. Under a second
 * condition that holds for registers that are never z only: an unknown outer enable would make their z an x.
 */
export function enable(netlist: Netlist): Netlist {
  const nodes = [...netlist.nodes];
  const floats = floating(netlist);
  const add = (op: PlainOp, args: NodeId[], { place, scope }: Node): NodeId =>
    nodes.push({ op, width: 1, lanes: 1, args, attr: undefined, place, scope }) - 1;

  const registers = netlist.registers.map((register): Register => {
    const self = register.node;
    let { next, enable } = register;
    for (;;) {
      const choice = nodes[next];
      if (choice.op !== "mux" || nodes[choice.args[0]].width !== 1) break;
      const [select, then, otherwise] = choice.args;
      if ((then === self) === (otherwise === self) || (enable !== undefined && floats[self])) break;
      const condition = otherwise === self ? select : add("not", [select], choice);
      enable = enable === undefined ? condition : add("and", [enable, condition], choice);
      next = otherwise === self ? then : otherwise;
    }
    return { ...register, next, enable };
  });
  return { ...netlist, nodes, registers };
}
