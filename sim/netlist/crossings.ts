import { DesignError } from "./error.ts";
import type { DomainId, Netlist, NodeId } from "./netlist.ts";
import { fanout } from "./order.ts";
import { findBack, flood, namer, type Sampled, sampled } from "./sampled.ts";

const FREE = -1;
const MIXED = -2;

/**
 * What is read at the edges of a domain must come from registers and read ports of its own family of clocks, or from
 * none; but the first flop of a synchroniser may take a register of any, directly. Words of memories are of no domain,
 * since an asynchronous FIFO reads them where its pointers say that they rest. Gates and asynchronous resets are not
 * read at an edge.
 * @throws DesignError CROSSING
 */
export function checkCrossings(netlist: Netlist): void {
  const { nodes, domains } = netlist;
  const owner = stateDomains(netlist);
  const family = new Int32Array(nodes.length).fill(FREE);
  for (const [node, domain] of owner) family[node] = domains[domain].family;
  flood(netlist, fanout(netlist), [...owner.keys()], (node, from) => {
    if (family[node] === family[from] || family[node] === MIXED) return false;
    family[node] = family[node] === FREE ? family[from] : MIXED;
    return true;
  });
  for (const reader of sampled(netlist)) {
    const seen = family[reader.node];
    const own = domains[reader.domain].family;
    if (seen === FREE || seen === own) continue;
    if (reader.synchronised && isBareRegister(netlist, reader.node)) continue;
    throw crossing(netlist, reader, owner);
  }
}

/** The domain of each register and read port, by its node. */
export function stateDomains({ registers, memories }: Netlist): Map<NodeId, DomainId> {
  const ports = memories.flatMap(({ reads }) => reads);
  return new Map([...registers, ...ports].map(({ node, domain }) => [node, domain]));
}

function isBareRegister({ nodes }: Netlist, node: NodeId): boolean {
  let at = node;
  while (nodes[at].op === "wire" || nodes[at].op === "slice") at = nodes[at].args[0];
  return nodes[at].op === "register";
}

function crossing(netlist: Netlist, reader: Sampled, owner: Map<NodeId, DomainId>): DesignError {
  const { nodes, domains, places } = netlist;
  const familyOf = (node: NodeId): DomainId | undefined => {
    const domain = owner.get(node);
    return domain === undefined ? undefined : domains[domain].family;
  };
  const own = domains[reader.domain].family;
  const foreign = findBack(netlist, reader.node, (node) => (familyOf(node) ?? own) !== own) ?? reader.node;
  const name = namer(netlist);
  const here = domains[reader.domain].name;
  const there = domains[owner.get(foreign) ?? reader.domain].name;
  return new DesignError(
    "CROSSING",
    `${reader.reader()} in domain "${here}" reads ${name(foreign)} of domain "${there}" ` +
      (reader.synchronised ? "through logic, which may glitch" : "without a synchroniser"),
    [
      { what: "read here", place: places[reader.place] },
      { what: "driven here", place: places[nodes[foreign].place] },
    ],
    reader.synchronised
      ? `put a register of domain "${there}" between the logic and the synchroniser`
      : `take it through a synchroniser of domain "${here}", several bits through an asynchronous FIFO`,
  );
}
