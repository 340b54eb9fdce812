import type { Engine } from "../netlist/engine.ts";
import { scopePath } from "../netlist/netlist.ts";

/** What a call of `run` may take, at most. */
export interface RunLimits {
  /** Active edges of `clk`. */
  readonly cycles?: number;
  /** Picoseconds. */
  readonly time?: number;
}

export interface Cover {
  readonly name: string;
  /** Path of the module that it stands in. */
  readonly scope: string;
  /** Edges at which it held. */
  readonly count: number;
}

export interface RunResult {
  /** Active edges of `clk` since the start, those in reset included. */
  readonly cycles: number;
  /** Picoseconds since the start. */
  readonly time: number;
  /** All benches ended, or `finish()` was called; false: a limit was reached. */
  readonly finished: boolean;
  readonly covers: readonly Cover[];
}

export function runResult(engine: Engine, finished: boolean): RunResult {
  const { netlist, covered } = engine;
  const covers = netlist.checks.flatMap(({ kind, message, scope }, i) =>
    kind === "cover" ? [{ name: message, scope: scopePath(netlist, scope), count: covered[i] }] : [],
  );
  return { cycles: engine.edges(0), time: engine.time, finished, covers };
}
