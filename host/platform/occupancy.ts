import type { Pin } from "../../sim/bench/pin.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { type Netlist, scopePath } from "../../sim/netlist/netlist.ts";

/** A pipeline stage and the share of the cycles in which it held a line, 0 to 1. */
export interface StageOccupancy {
  /** Path of the stage below the top. */
  readonly stage: string;
  readonly share: number;
}

/** Counts, at each edge outside reset, which pipeline stages below a scope hold something. It only looks. */
export class Occupancy {
  private readonly names: readonly string[];
  private readonly pins: readonly Pin[];
  private readonly counts: Float64Array;
  private cycles = 0;

  constructor(sim: Simulation<unknown>, netlist: Netlist, scope: string) {
    const paths = netlist.scopes
      .map(({ kind }, id) => (kind === "stage" ? scopePath(netlist, id) : ""))
      .filter((path) => path.startsWith(`${netlist.name}.${scope}.`));
    this.names = paths.map((path) => path.slice(netlist.name.length + 1));
    this.pins = paths.map((path) => sim.session.pins.find(`${path}.valid`));
    this.counts = new Float64Array(paths.length);
    sim.atEdge((isInReset) => {
      if (!isInReset) this.count();
    });
  }

  /** Begins anew: what came before, a boot say, does not count. */
  reset(): void {
    this.cycles = 0;
    this.counts.fill(0);
  }

  get summary(): readonly StageOccupancy[] {
    return this.names.map((stage, index) => ({
      stage,
      share: this.cycles === 0 ? 0 : this.counts[index] / this.cycles,
    }));
  }

  private count(): void {
    this.cycles++;
    for (let index = 0; index < this.pins.length; index++) {
      if (this.pins[index].level() === 1) this.counts[index]++;
    }
  }
}
