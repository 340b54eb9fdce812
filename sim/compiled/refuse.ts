import { DesignError } from "../netlist/error.ts";
import { findLoop } from "../netlist/loops.ts";
import type { Netlist, NodeId } from "../netlist/netlist.ts";
import { namer } from "../netlist/sampled.ts";

/** Digits of a product beyond which a multiplier would make functions that engines refuse. */
const WIDEST_PRODUCT = 2048;

/** @throws DesignError for what a 2-state engine cannot run, by name. */
export function refuse(netlist: Netlist, policy: string): void {
  if (policy === "trap") {
    throw new DesignError(
      "ENGINE",
      'the policy "trap" looks for unknown values, and the engine "compiled" has none',
      [],
      'run it on the engine "event"',
    );
  }
  const loop = findLoop(netlist);
  if (loop) throw loop;
  for (const [id, node] of netlist.nodes.entries()) {
    if (node.op === "const" && (node.attr.value & node.attr.unknown) !== 0n) {
      throw unfit(netlist, id, 'is a constant with z, and the engine "compiled" has two states');
    }
    if (node.op === "mul" && node.width / node.lanes > WIDEST_PRODUCT) {
      throw unfit(
        netlist,
        id,
        `multiplies ${node.width / node.lanes} bits, and the engine "compiled" at most ${WIDEST_PRODUCT}`,
      );
    }
  }
}

function unfit(netlist: Netlist, node: NodeId, problem: string): DesignError {
  const { place } = netlist.nodes[node];
  return new DesignError(
    "ENGINE",
    `${namer(netlist)(node)} ${problem}`,
    [{ what: "here", place: netlist.places[place] }],
    'run it on the engine "event"',
  );
}
