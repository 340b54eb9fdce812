/** How long requests of one kind took, in clock cycles; null for all if there was none. */
export interface LatencySummary {
  readonly min: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** The same with the tail, and the average. */
export interface LatencyDetail extends LatencySummary {
  readonly p99: number | null;
  readonly mean: number | null;
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
    return { min: this.at(0), p50: this.at(0.5), p95: this.at(0.95), max: this.at(1) };
  }

  detail(): LatencyDetail {
    const { min, p50, p95, max } = this.summary();
    return { min, p50, p95, p99: this.at(0.99), max, mean: this.mean };
  }

  /** Each latency that was seen and how often, the shortest first. */
  get ascending(): readonly (readonly [cycles: number, count: number])[] {
    return [...this.counts].sort(([a], [b]) => a - b);
  }

  private get mean(): number | null {
    let sum = 0;
    for (const [cycles, count] of this.counts) sum += cycles * count;
    return this.total === 0 ? null : sum / this.total;
  }

  /** The value that has this share of all at or below it (the nearest-rank percentile). */
  private at(share: number): number | null {
    const rank = Math.max(1, Math.ceil(share * this.total));
    let below = 0;
    for (const [value, count] of this.ascending) {
      below += count;
      if (below >= rank) return value;
    }
    return null;
  }
}
