import type { Bench } from "../sim/bench/bench.ts";
import type { Simulation } from "../sim/bench/simulation.ts";
import { type Netlist, scopePath } from "../sim/netlist/netlist.ts";
import type { Lane } from "../sim/waves/string-lane.ts";

/** Name of the lanes in the waves. */
const LANE = "txn";

/** A pipeline stage whose items carry a tag. */
interface TaggedStage {
  readonly lane: Lane;
  readonly probes: {
    readonly valid: ReturnType<Simulation<unknown>["signal"]>;
    readonly tag: ReturnType<Simulation<unknown>["signal"]>;
  };
  readonly labels: readonly string[];
}

/**
 * A row of text a pipeline stage that names the transaction in it: waves show each line moving through the stages.
 * `labelsOf` gives the texts by tag for the stages below a scope, or undefined for stages without a row.
 */
export class StageLanes {
  private readonly stages: readonly TaggedStage[];

  constructor(
    sim: Simulation<unknown>,
    netlist: Netlist,
    labelsOf: (path: string) => readonly string[] | undefined,
  ) {
    this.stages = netlist.scopes.flatMap(({ kind }, scope) => {
      const path = scopePath(netlist, scope);
      const labels = kind === "stage" ? labelsOf(path) : undefined;
      const hasTag = netlist.signals.some((signal) => signal.scope === scope && signal.name === "tag");
      if (!labels || !hasTag) return [];
      const probes = { valid: sim.signal(`${path}.valid`), tag: sim.signal(`${path}.tag`) };
      return [{ lane: sim.lane(LANE, path), probes, labels }];
    });
  }

  /** After an edge: the texts of what the stages hold now. */
  update(bench: Bench<unknown>): void {
    for (const { lane, probes, labels } of this.stages) {
      const held = bench.peekBytes(probes);
      lane.set(held.valid[0] === 1 ? labels[held.tag[0]] : "");
    }
  }
}
