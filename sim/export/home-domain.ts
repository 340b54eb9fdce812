import { stateDomains } from "../netlist/crossings.ts";
import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { findBack } from "../netlist/sampled.ts";

/** The domain by whose edges a node is counted: that of the nearest state behind it, the first where there is none. */
export function homeDomain(netlist: Netlist): (node: NodeId) => DomainId {
  const owners = stateDomains(netlist);
  return (node) => {
    const state = findBack(netlist, node, (at) => owners.has(at));
    return state === undefined ? 0 : owners.get(state)!;
  };
}
