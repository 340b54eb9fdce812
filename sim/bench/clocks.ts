import type { ClockDomain } from "../hdl/domain.ts";
import type { ClockTiming, Engine } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import type { DomainId, NodeId } from "../netlist/netlist.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Clock } from "./edge-waits.ts";
import type { Scheduler } from "./scheduler.ts";

/** A clock domain, by name or as the design made it. */
export type DomainRef = string | ClockDomain;

/** The waveform of a clock pin. Times in ps, whole. */
export type ClockOptions = {
  /** `clk`, the domain of the top module, unless given. */
  readonly domain?: DomainRef;
  /** Time of the first rising edge; one period unless given, so that edge n is at n periods. */
  readonly phase?: number;
} & ({ readonly mhz: number; readonly period?: never } | { readonly period: number; readonly mhz?: never }) &
  (
    | {
        /** Time high in each period; half of it unless given. */ readonly high?: number;
        readonly duty?: never;
      }
    | {
        /** Part of the period that is high, between 0 and 1. */ readonly duty: number;
        readonly high?: never;
      }
  );

const PS_PER_US = 1_000_000;
/** Of a clock that nobody speaks of: 1 GHz. */
const PERIOD = 1000;

/** The clock domains of a run: which have a clock, and what benches may wait for. */
export class Clocks {
  readonly #engine: Engine;
  readonly #scheduler: Scheduler;
  readonly #running = new Set<NodeId>();
  readonly #clocks: (Clock | undefined)[] = [];

  constructor(engine: Engine, scheduler: Scheduler) {
    this.#engine = engine;
    this.#scheduler = scheduler;
  }

  set(options: ClockOptions): void {
    const domain = this.find(options.domain);
    this.#engine.clock(domain, timing(options));
    this.#running.add(this.#engine.netlist.domains[domain].clock);
  }

  /** Where no clock was given at all, `clk` runs at 1 GHz. */
  start(): void {
    if (this.#running.size === 0) this.set({ period: PERIOD });
  }

  /** @throws DesignError CLOCK for a name that no domain has, or several have. */
  find(ref: DomainRef = "clk"): DomainId {
    if (typeof ref !== "string") return ref.id;
    const { name, domains } = this.#engine.netlist;
    const found = domains.flatMap((domain, id) => (domain.name === ref ? [id] : []));
    if (found.length === 1) return found[0];
    throw new DesignError(
      "CLOCK",
      `${name} has ${found.length === 0 ? "no" : found.length} clock domain${found.length > 1 ? "s" : ""} ${ref}`,
      [{ what: "here", place: callerPlace() }],
      found.length === 0
        ? `name one of ${domains.map((domain) => domain.name).join(", ")}`
        : "give the domain itself, as clockDomain or dividedClock returned it",
    );
  }

  /** Whether the domain's clock comes from a pin that has a waveform, or from a signal. */
  isRunning(domain: DomainId): boolean {
    const { nodes, domains } = this.#engine.netlist;
    let node = domains[domain].clock;
    while (nodes[node].op === "gate" || nodes[node].op === "divide") node = nodes[node].args[0];
    return nodes[node].op !== "clock" || this.#running.has(node);
  }

  /** What benches wait on. @throws DesignError CLOCK for a domain that has no clock. */
  clock(domain: DomainId): Clock {
    const known = this.#clocks[domain];
    if (known) return known;
    const { name, place } = this.#engine.netlist.domains[domain];
    if (!this.isRunning(domain)) {
      throw new DesignError(
        "CLOCK",
        `a bench waits for an edge of domain ${name}, which has no clock`,
        [
          { what: "here", place: callerPlace() },
          { what: `domain ${name}`, place: this.#engine.netlist.places[place] },
        ],
        `give it one before the run: sim.clock({ domain: "${name}", mhz: 100 })`,
      );
    }
    const made = { scheduler: this.#scheduler, domain, name };
    this.#clocks[domain] = made;
    return made;
  }
}

function timing(options: ClockOptions): ClockTiming {
  const period = options.period ?? Math.round(PS_PER_US / options.mhz);
  const high = options.high ?? Math.round(period * (options.duty ?? 0.5));
  return { period, phase: options.phase ?? period, high };
}
