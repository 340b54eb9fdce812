import type { State } from "../netlist/engine.ts";
import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { CELL } from "./clock-cells.ts";
import type { Layout } from "./layout.ts";

/** A one-bit node that is looked at, by its word. */
interface Watched {
  readonly at: number;
  last: number;
}

/** Watches the clocks and asynchronous resets of all domains once the network has settled. */
export class ClockWatch {
  /** Domains with an active edge since the last look. */
  readonly active: DomainId[] = [];
  /** Domains whose asynchronous reset has come since the last look. */
  readonly resets: DomainId[] = [];
  /** By domain: active edges so far. */
  readonly edges: Float64Array;
  readonly #netlist: Netlist;
  readonly #value: Int32Array;
  readonly #clocks: readonly (Watched & { readonly domain: DomainId; readonly to: number })[];
  readonly #resets: readonly (Watched & { readonly domain: DomainId; readonly level: number })[];
  readonly #latches: readonly { readonly clock: number; readonly enable: number; readonly latch: number }[];

  constructor(netlist: Netlist, layout: Layout, state: State) {
    const { nodes, domains } = netlist;
    this.#netlist = netlist;
    this.#value = state.value;
    this.edges = new Float64Array(domains.length);
    // Nothing is an edge at the first look: there was no level before.
    this.#clocks = domains.map(({ clock, edge }, domain) => {
      const to = edge === "rise" ? 1 : 0;
      return { domain, at: state.offset(clock), to, last: to };
    });
    this.#resets = domains.flatMap(({ reset }, domain) => {
      if (reset?.kind !== "async") return [];
      return [{ domain, at: state.offset(reset.node), level: reset.active, last: 1 - reset.active }];
    });
    this.#latches = nodes.flatMap(({ op, args }, gate) => {
      if (op !== "gate") return [];
      const [clock, enable] = args.map((arg) => state.offset(arg));
      return [{ clock, enable, latch: (layout.cells.get(gate)! + CELL.latch) / 4 }];
    });
  }

  /** Looks at what moved: latches follow their enables while the clock is low, edges and resets are listed. */
  observe(): void {
    const value = this.#value;
    while (this.active.length > 0) this.active.pop();
    while (this.resets.length > 0) this.resets.pop();
    for (const watched of this.#clocks) {
      const level = value[watched.at];
      if (level === watched.last) continue;
      watched.last = level;
      if (level !== watched.to) continue;
      this.active.push(watched.domain);
      this.edges[watched.domain]++;
    }
    for (const watched of this.#resets) {
      const level = value[watched.at];
      if (level === watched.last) continue;
      watched.last = level;
      if (level === watched.level) this.resets.push(watched.domain);
    }
    for (const { clock, enable, latch } of this.#latches)
      if (value[clock] === 0) value[latch] = value[enable];
  }

  /** So many edges of every domain went by, each level being again what it was. */
  skip(edges: number): void {
    for (let domain = 0; domain < this.edges.length; domain++) this.edges[domain] += edges;
  }

  /** The nets whose movement has made the domains listed now active. */
  movedNets(): NodeId[] {
    const { domains } = this.#netlist;
    const resets = this.resets.map((domain) => domains[domain].reset!.node);
    return [...this.active.map((domain) => domains[domain].clock), ...resets];
  }
}
