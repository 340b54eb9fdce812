import type { Bits } from "../../../sim/hdl/index.ts";
import { signalOf } from "../../../sim/hdl/index.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import { findBack } from "../../../sim/netlist/sampled.ts";

/** Whether a port follows one of others without a register between: by words, so never too little. */
export function dependsOn(
  design: { readonly netlist: Netlist },
  port: Bits,
  others: readonly Bits[],
): boolean {
  const { netlist } = design;
  const nodeOf = (handle: Bits): number => netlist.signals[signalOf(handle) as number].node;
  const wanted = new Set(others.map(nodeOf));
  return findBack(netlist, nodeOf(port), (node) => wanted.has(node)) !== undefined;
}
