/** How long requests of one kind took, in clock cycles; null for all if there was none. */
export interface LatencySummary {
  readonly min: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** Counts latencies by their value, so that any number of them takes little memory. */
export class Latencies {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(cycles: number): void {
    this.counts.set(cycles, (this.counts.get(cycles) ?? 0) + 1);
    this.total++;
  }

  summary(): LatencySummary {
    const ascending = [...this.counts].sort(([a], [b]) => a - b);
    const at = (share: number) => percentile(ascending, Math.max(1, Math.ceil(share * this.total)));
    return { min: at(0), p50: at(0.5), p95: at(0.95), max: at(1) };
  }
}

/** The value that has `rank` values at or below it (the nearest-rank percentile). */
function percentile(ascending: readonly [value: number, count: number][], rank: number): number | null {
  let below = 0;
  for (const [value, count] of ascending) {
    below += count;
    if (below >= rank) return value;
  }
  return null;
}
