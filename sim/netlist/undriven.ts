import { DesignError } from "./error.ts";
import type { Netlist, NodeId } from "./netlist.ts";
import type { PlaceId } from "./node.ts";
import { namer, sampled } from "./sampled.ts";

/**
 * Every wire has a driver.
 * @throws DesignError UNDRIVEN
 */
export function checkDriven(netlist: Netlist): void {
  const { nodes, places } = netlist;
  const wire = nodes.findIndex(({ op, args }) => op === "wire" && args.length === 0);
  if (wire < 0) return;
  const reader = firstReader(netlist, wire);
  const read = reader === undefined ? [] : [{ what: "read here", place: places[reader] }];
  throw new DesignError(
    "UNDRIVEN",
    `nothing drives ${namer(netlist)(wire)}, ${nodes[wire].width} bit${nodes[wire].width === 1 ? "" : "s"} wide`,
    [{ what: "declared here", place: places[nodes[wire].place] }, ...read],
    "drive it in the module that declares it, or remove it",
  );
}

function firstReader(netlist: Netlist, wire: NodeId): PlaceId | undefined {
  const operator = netlist.nodes.find(({ args }) => args.includes(wire));
  if (operator) return operator.place;
  for (const { node, place } of sampled(netlist)) if (node === wire) return place;
  return undefined;
}
