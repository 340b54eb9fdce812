import type { Latencies } from "./latencies.ts";

/** A run, as far as its cost goes. */
export interface Cost {
  /** From the first line to the last answer. */
  readonly cycles: number;
  readonly reads: Latencies;
}

/** What encryption adds to the same lines with the engine off; percentages of the run without it, null where that has none. */
export interface Overhead {
  readonly readP50: Added;
  readonly readP95: Added;
  readonly readMean: Added;
  readonly readLatencyPercent: number | null;
  readonly runTimePercent: number | null;
  readonly bandwidthPercent: number | null;
}

interface Added {
  readonly cycles: number | null;
  readonly ns: number | null;
}

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
  };
}

function percent(a: number | null, b: number | null): number | null {
  if (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b)) return null;
  return b === 0 ? null : rounded(100 * (a / b - 1));
}

/** To the ten thousandth. */
const rounded = (number: number): number => Math.round(1e4 * number) / 1e4;
