import { DesignError } from "../netlist/error.ts";
import { type Netlist, type NodeId, signalPath } from "../netlist/netlist.ts";

/** UNSETTLED: deltas without end at one time, with the nets that moved in the last of them. */
export function unsettled(
  netlist: Netlist,
  deltas: number,
  time: number,
  nodes: Iterable<NodeId>,
): DesignError {
  const pointers = [...nodes].map((node) => {
    const index = netlist.signals.findIndex((signal) => signal.node === node);
    const { op, place } = netlist.nodes[node];
    return index < 0
      ? { what: op, place: netlist.places[place] }
      : { what: signalPath(netlist, index), place: netlist.places[netlist.signals[index].place] };
  });
  return new DesignError(
    "UNSETTLED",
    `${deltas} deltas at ${time} ps, and these nets still toggle`,
    pointers,
    "break the loop from each net through the registers that it clocks or resets",
  );
}
