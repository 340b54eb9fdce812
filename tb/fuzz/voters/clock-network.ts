import type { DomainId, Netlist, NodeId } from "../../../sim/netlist/netlist.ts";

/**
 * The levels of clocks, gates, dividers and the nodes that derived clocks are made of, followed plainly from the words
 * of docs/timing-model.md, for models that know edges but no time.
 */
export class ClockLevels {
  readonly #netlist: Netlist;
  /** 0 or 1 by node; -1 where it is not known. */
  readonly #level = new Map<NodeId, number>();
  /** Rising edges of its source that a divider has seen. */
  readonly #risen = new Map<NodeId, number>();
  readonly #settled: (node: NodeId) => number;

  /** `settled` gives the settled value of a 1-bit node: 0, 1, or -1. */
  constructor(netlist: Netlist, settled: (node: NodeId) => number) {
    this.#netlist = netlist;
    this.#settled = settled;
    for (const { clock } of netlist.domains)
      this.#visit(clock, (node) => this.#level.set(node, this.#start(node)));
  }

  /** Root clocks take new levels; what is made of them follows. @returns the domains with an active edge. */
  toggle(levels: ReadonlyMap<NodeId, 0 | 1>): DomainId[] {
    return this.#moved((node) => levels.get(node) ?? this.#level.get(node)!);
  }

  /** After other nodes have settled. @returns the domains with an active edge. */
  follow(): DomainId[] {
    return this.#moved((node) => this.#level.get(node)!);
  }

  #moved(rootLevel: (node: NodeId) => number): DomainId[] {
    const before = new Map(this.#level);
    const done = new Set<NodeId>();
    for (const { clock } of this.#netlist.domains) {
      this.#visit(clock, (node) => {
        if (done.has(node)) return;
        done.add(node);
        this.#level.set(node, this.#next(node, before, rootLevel));
      });
    }
    return this.#netlist.domains.flatMap(({ clock, edge }, domain) => {
      const [was, is] = [before.get(clock), this.#level.get(clock)];
      const active = edge === "rise" ? was === 0 && is === 1 : was === 1 && is === 0;
      return active ? [domain] : [];
    });
  }

  /** Sources first. */
  #visit(clock: NodeId, each: (node: NodeId) => void): void {
    const chain: NodeId[] = [];
    const { nodes } = this.#netlist;
    for (let at = clock; ; at = nodes[at].args[0]) {
      chain.push(at);
      if (nodes[at].op !== "wire" && nodes[at].op !== "gate" && nodes[at].op !== "divide") break;
    }
    for (const node of chain.reverse()) each(node);
  }

  #start(node: NodeId): number {
    const { op } = this.#netlist.nodes[node];
    return op === "clock" || op === "gate" || op === "divide" || op === "wire" ? 0 : this.#settled(node);
  }

  #next(node: NodeId, before: ReadonlyMap<NodeId, number>, rootLevel: (node: NodeId) => number): number {
    const { op, args, attr } = this.#netlist.nodes[node];
    if (op === "clock") return rootLevel(node);
    const source = this.#level.get(args[0])!;
    const rises = before.get(args[0]) === 0 && source === 1;
    if (op === "wire") return source;
    if (op === "gate") {
      // The enable that was settled before the clock rose; until the clock falls the output stays what it is.
      if (source !== 1) return source;
      return rises ? this.#settled(args[1]) : before.get(node)!;
    }
    if (op === "divide") {
      if (!rises) return before.get(node)!;
      const count = this.#risen.get(node) ?? 0;
      this.#risen.set(node, count + 1);
      return count % attr.by < Math.floor(attr.by / 2) ? 1 : 0;
    }
    return this.#settled(node);
  }
}
