import type { Bench } from "../sim/bench/bench.ts";
import type { Probe } from "../sim/bench/pin.ts";
import type { Simulation } from "../sim/bench/simulation.ts";
import { type Netlist, scopePath } from "../sim/netlist/netlist.ts";
import type { Lane } from "../sim/waves/string-lane.ts";

/** Name of the rows of text in the waves. */
export const TRANSACTION_LANE = "txn";

/** A pipeline stage whose items carry a tag. */
interface TaggedStage {
  readonly lane: Lane;
  readonly probes: { readonly valid: Probe; readonly tag: Probe };
}

/**
 * Rows of text that name the transaction in each pipeline stage below a scope, and the one that waits at the port, so
 * that waves show each line as a diagonal.
 */
export class TransactionLanes {
  private readonly stages: readonly TaggedStage[];
  private readonly port: Lane;
  /** By tag. */
  private readonly names: string[] = [];
  private count = 0;
  private readonly letter: string;

  /** `letter` begins the name of each transaction; `scope` holds the stages, `port` is the bundle of the requests. */
  constructor(sim: Simulation<unknown>, netlist: Netlist, letter: string, scope: string, port: string) {
    this.letter = letter;
    this.port = sim.lane(TRANSACTION_LANE, port);
    this.stages = taggedStages(netlist, scope).map(({ path, field }) => ({
      lane: sim.lane(TRANSACTION_LANE, path),
      probes: { valid: sim.signal(`${path}.valid`), tag: sim.signal(`${path}.${field}`) },
    }));
  }

  /** A transaction waits at the port from now on: `W5_1ffe40` there, `W5` in the stages. */
  offer(tag: number, address: number): void {
    const name = `${this.letter}${this.count++}`;
    this.names[tag] = name;
    this.port.set(`${name}_${address.toString(16)}`);
  }

  /** `R5`: the transaction that has the tag now. */
  nameOf(tag: number): string {
    return this.names[tag] ?? "";
  }

  /** Nothing waits at the port. */
  idle(): void {
    this.port.set("");
  }

  /** After an edge: what the stages hold now. */
  update(bench: Bench<unknown>): void {
    for (const { lane, probes } of this.stages) {
      const held = bench.peekBytes(probes);
      lane.set(held.valid[0] === 1 ? this.nameOf(held.tag[0]) : "");
    }
  }
}

/** What names the item of a stage, the first one that the stage carries. */
const TAG_FIELDS = ["tag", "slot"] as const;

/** The stages below a scope that carry a tag, in the order of the pipelines. */
function taggedStages(netlist: Netlist, scope: string): { path: string; field: string }[] {
  const fields = netlist.scopes.map(() => new Set<string>());
  for (const signal of netlist.signals) fields[signal.scope].add(signal.name);
  return netlist.scopes.flatMap(({ kind }, id) => {
    const field = TAG_FIELDS.find((name) => fields[id].has(name));
    const path = scopePath(netlist, id);
    return kind === "stage" && field && path.startsWith(`${scope}.`) ? [{ path, field }] : [];
  });
}
