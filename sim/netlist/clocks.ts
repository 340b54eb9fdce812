import { DesignError } from "./error.ts";
import type { Netlist, NodeId } from "./netlist.ts";
import type { PlaceId } from "./node.ts";
import { fanout } from "./order.ts";
import { findBack, flood, namer, sampled } from "./sampled.ts";

/**
 * The clock of every domain leads, through wires, gates and dividers, to a clock or to a net of the design; clocks are
 * read by domains, gates and dividers only, not as data.
 * @throws DesignError CLOCK
 */
export function checkClocks(netlist: Netlist): void {
  checkRoots(netlist);
  const { nodes } = netlist;
  const clocky = new Uint8Array(nodes.length);
  const clocks = [...nodes.keys()].filter((id) => isClock(netlist, id));
  for (const id of clocks) clocky[id] = 1;
  flood(netlist, fanout(netlist), clocks, (node) => {
    const isNew = clocky[node] === 0;
    clocky[node] = 1;
    return isNew;
  });
  for (const { node, reader, place } of sampled(netlist)) {
    if (clocky[node]) throw asData(netlist, node, reader(), place);
  }
  for (const { op, args, place } of nodes) {
    if (op === "gate" && clocky[args[1]]) throw asData(netlist, args[1], "the enable of a clock gate", place);
  }
}

function isClock({ nodes }: Netlist, node: NodeId): boolean {
  const { op } = nodes[node];
  return op === "clock" || op === "gate" || op === "divide";
}

function checkRoots(netlist: Netlist): void {
  const { nodes, domains, places } = netlist;
  for (const { name, clock, place } of domains) {
    let root = clock;
    while (nodes[root].op === "wire" || nodes[root].op === "gate" || nodes[root].op === "divide") {
      root = nodes[root].args[0];
    }
    const { op, place: rooted } = nodes[root];
    if (op !== "const" && op !== "input") continue;
    const is = op === "const" ? "a constant" : namer(netlist)(root);
    throw new DesignError(
      "CLOCK",
      `domain "${name}" has no clock: it is clocked by ${is}`,
      [
        { what: "domain", place: places[place] },
        { what: op, place: places[rooted] },
      ],
      "clock it by a clock of the top, a gate or a divider of one, or a register",
    );
  }
}

function asData(netlist: Netlist, node: NodeId, reader: string, place: PlaceId): DesignError {
  const { nodes, places } = netlist;
  const clock = findBack(netlist, node, (at) => isClock(netlist, at)) ?? node;
  return new DesignError(
    "CLOCK",
    `${reader} reads ${namer(netlist)(clock)} as data`,
    [
      { what: "read here", place: places[place] },
      { what: "clock", place: places[nodes[clock].place] },
    ],
    "use the clock in a domain, a gate or a divider only; to see its edges as data, toggle a register",
  );
}
