import type { Netlist } from "./netlist.ts";
import { identity, redirect } from "./redirect.ts";

/** Lets everything that reads a wire read its driver; the wires are left without readers. */
export function unwire(netlist: Netlist): Netlist {
  const { nodes } = netlist;
  const to = identity(nodes.length);
  const chain: number[] = [];
  for (let id = 0; id < nodes.length; id++) {
    let at = id;
    while (nodes[at].op === "wire" && to[at] === at) {
      chain.push(at);
      to[at] = nodes[at].args[0];
      at = to[at];
    }
    const driver = to[at];
    while (chain.length > 0) to[chain.pop()!] = driver;
  }
  return redirect(netlist, nodes, to);
}
