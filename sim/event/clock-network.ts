import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { resetLevel } from "../netlist/reset.ts";
import type { Agenda } from "./agenda.ts";
import type { Entries } from "./entries.ts";
import type { Layout } from "./layout.ts";
import type { LiveState } from "./live-state.ts";

/** Watches the clocks and asynchronous resets of all domains once the network has settled. */
export class ClockNetwork {
  /** Domains with an active edge since `clear`. */
  readonly active: DomainId[] = [];
  /** Domains whose asynchronous reset came, or became unknown, since `clear`. */
  readonly resets: DomainId[] = [];
  /** By domain: active edges so far. */
  readonly edges: Float64Array;
  readonly #netlist: Netlist;
  readonly #agenda: Agenda;
  readonly #entries: Entries;
  readonly #layout: Layout;
  readonly #state: LiveState;
  /** By domain: level of the clock when it was last looked at; 2 for x and z, and before the first look. */
  readonly #levels: Uint8Array;

  constructor(netlist: Netlist, layout: Layout, entries: Entries, agenda: Agenda, state: LiveState) {
    this.#netlist = netlist;
    this.#layout = layout;
    this.#entries = entries;
    this.#agenda = agenda;
    this.#state = state;
    this.edges = new Float64Array(netlist.domains.length);
    this.#levels = new Uint8Array(netlist.domains.length).fill(2);
  }

  /** Looks at what moved: latches follow their enables while the clock is low, edges and resets are listed. */
  observe(): void {
    empty(this.active);
    empty(this.resets);
    const { from, to } = this.#entries.watches;
    this.#agenda.drain(from, to, this.#observeEntry);
  }

  /** The nets whose movement has made the domains listed now active. */
  movedNets(): NodeId[] {
    const { domains } = this.#netlist;
    const resets = this.resets.map((domain) => domains[domain].reset!.node);
    return [...this.active.map((domain) => domains[domain].clock), ...resets];
  }

  readonly #observeEntry = (entry: number): void => {
    const watch = this.#entries.watchOf[entry - this.#entries.watches.from];
    if (watch.kind === "clock") this.#observeClock(watch.domain);
    else if (watch.kind === "latch") this.#observeLatch(watch.gate);
    else if (resetLevel(this.#netlist, this.#state, watch.domain) !== 0) this.resets.push(watch.domain);
  };

  #observeClock(domain: DomainId): void {
    const { clock, edge } = this.#netlist.domains[domain];
    const level = this.#state.planes.level(this.#layout.kept[clock]);
    const before = this.#levels[domain];
    this.#levels[domain] = level;
    if (before === level || before === 2 || level === 2 || (level === 1) !== (edge === "rise")) return;
    this.active.push(domain);
    this.edges[domain]++;
  }

  #observeLatch(gate: NodeId): void {
    const { planes } = this.#state;
    const [clock, enable] = this.#netlist.nodes[gate].args;
    if (planes.level(this.#layout.kept[clock]) !== 0) return;
    planes.copy(this.#layout.kept[enable], this.#layout.cells.get(gate)!, 1);
  }
}

/** Keeps the storage of the list, which setting its length would give back. */
function empty(list: unknown[]): void {
  while (list.length > 0) list.pop();
}
