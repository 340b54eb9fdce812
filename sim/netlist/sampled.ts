import { type DomainId, type Netlist, type NodeId, scopePath, signalPath } from "./netlist.ts";
import { isSource, type PlaceId } from "./node.ts";
import type { Fanout } from "./order.ts";

/** An operand that is read at the edges of a domain. */
export interface Sampled {
  readonly node: NodeId;
  readonly domain: DomainId;
  /** What reads it, for people. */
  readonly reader: () => string;
  /** The operand is what a first flop of a synchroniser takes. */
  readonly synchronised: boolean;
  readonly place: PlaceId;
}

/** Every operand of registers, memory ports and synchronous resets. */
export function* sampled(netlist: Netlist): Generator<Sampled> {
  const { registers, memories, domains } = netlist;
  for (const { node, domain, next, enable, synchroniser, place } of registers) {
    const reader = (): string => namer(netlist)(node);
    yield { node: next, domain, reader, synchronised: synchroniser, place };
    if (enable !== undefined) yield { node: enable, domain, reader, synchronised: false, place };
  }
  for (const memory of memories) {
    const path = (): string => `memory ${scopePath(netlist, memory.scope)}.${memory.name}`;
    for (const { domain, address, data, enable, mask, place } of memory.writes) {
      const reader = (): string => `a write port of ${path()}`;
      for (const node of [address, data, enable, mask]) {
        if (node !== undefined) yield { node, domain, reader, synchronised: false, place };
      }
    }
    for (const { domain, address, enable, place } of memory.reads) {
      const reader = (): string => `a read port of ${path()}`;
      for (const node of [address, enable]) {
        if (node !== undefined) yield { node, domain, reader, synchronised: false, place };
      }
    }
  }
  for (const [domain, { name, reset, place }] of domains.entries()) {
    if (reset?.kind !== "sync") continue;
    const reader = (): string => `the synchronous reset of domain "${name}"`;
    yield { node: reset.node, domain, reader, synchronised: false, place };
  }
}

/** Names nodes for people: `register top.count`, or what the node is where it has no name. */
export function namer(netlist: Netlist): (node: NodeId) => string {
  const paths = new Map<NodeId, number>();
  for (const [id, { node }] of netlist.signals.entries()) if (!paths.has(node)) paths.set(node, id);
  return (node) => {
    const { op } = netlist.nodes[node];
    const signal = paths.get(node);
    const kind = op === "readport" ? "read port" : op;
    if (signal === undefined) return `an unnamed ${kind}`;
    const says = op === "register" || op === "readport" || op === "input" || op === "clock";
    return (says ? `${kind} ` : "") + signalPath(netlist, signal);
  };
}

/** Walks the readers of a node through operators, each at most once a call of `enter` that lets it through. */
export function flood(
  { nodes }: Netlist,
  { start, reader }: Fanout,
  origins: readonly NodeId[],
  enter: (node: NodeId, from: NodeId) => boolean,
): void {
  const stack = [...origins];
  for (let from = stack.pop(); from !== undefined; from = stack.pop()) {
    for (let i = start[from]; i < start[from + 1]; i++) {
      const node = reader[i];
      if (!isSource(nodes[node]) && enter(node, from)) stack.push(node);
    }
  }
}

/** The first node, back from one through operators, that is what is looked for. */
export function findBack(
  { nodes }: Netlist,
  node: NodeId,
  isWanted: (node: NodeId) => boolean,
): NodeId | undefined {
  const seen = new Set([node]);
  for (const at of seen) {
    if (isWanted(at)) return at;
    if (!isSource(nodes[at])) for (const arg of nodes[at].args) seen.add(arg);
  }
  return undefined;
}
