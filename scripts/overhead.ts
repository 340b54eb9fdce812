import type { StageName } from "../host/platform/line-life.ts";
import type { Latencies, LatencyDetail } from "./latencies.ts";
import type { LatencyByStage, OpLatency } from "./stage-table.ts";

/** A run, as far as its cost goes. */
export interface Cost {
  /** From the first line to the last answer. */
  readonly cycles: number;
  readonly reads: Latencies;
  readonly latency: LatencyByStage;
}

/** What encryption adds to the same lines with the engine off; percentages of the run without it, null where that has none. */
export interface Overhead {
  readonly readP50: Added;
  readonly readP95: Added;
  readonly readMean: Added;
  readonly readLatencyPercent: number | null;
  readonly runTimePercent: number | null;
  readonly bandwidthPercent: number | null;
  readonly stages: { readonly read: OpCost; readonly write: OpCost };
}

interface Added {
  readonly cycles: number | null;
  readonly ns: number | null;
}

/** What an operation costs in all, and in which stage. The means of the stages add up, the medians do not. */
export interface OpCost {
  readonly total: StageCost;
  readonly stages: readonly (StageCost & { readonly stage: StageName })[];
}

/** In ns. */
export interface StageCost {
  readonly on: Middle;
  readonly off: Middle;
  readonly added: Middle;
}

type Middle = Pick<LatencyDetail, "p50" | "mean">;

/** Compares two runs of the same lines at a clock period in ps. */
export function overheadOf(on: Cost, off: Cost, periodPs: number): Overhead {
  const [loaded, bare] = [on.reads.detail(), off.reads.detail()];
  const added = (a: number | null, b: number | null): Added => {
    if (a === null || b === null) return { cycles: null, ns: null };
    return { cycles: rounded(a - b), ns: rounded(((a - b) * periodPs) / 1000) };
  };
  return {
    readP50: added(loaded.p50, bare.p50),
    readP95: added(loaded.p95, bare.p95),
    readMean: added(loaded.mean, bare.mean),
    readLatencyPercent: percent(loaded.mean, bare.mean),
    runTimePercent: percent(on.cycles, off.cycles),
    bandwidthPercent: percent(1 / on.cycles, 1 / off.cycles),
    stages: {
      read: opCost(on.latency.read, off.latency.read),
      write: opCost(on.latency.write, off.latency.write),
    },
  };
}

const opCost = (on: OpLatency, off: OpLatency): OpCost => ({
  total: stageCost(on.total, off.total),
  stages: on.stages.map((stage, index) => ({ stage: stage.stage, ...stageCost(stage, off.stages[index]) })),
});

function stageCost(on: Middle, off: Middle): StageCost {
  return {
    on: { p50: on.p50, mean: on.mean },
    off: { p50: off.p50, mean: off.mean },
    added: { p50: less(on.p50, off.p50), mean: less(on.mean, off.mean) },
  };
}

function percent(a: number | null, b: number | null): number | null {
  if (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b)) return null;
  return b === 0 ? null : rounded(100 * (a / b - 1));
}

const less = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : rounded(a - b);

/** To the ten thousandth. */
const rounded = (number: number): number => Math.round(1e4 * number) / 1e4;
