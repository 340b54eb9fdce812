/** How long requests of one kind took, in clock cycles or another unit; null for all if there was none. */
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

/** Values below it are counted one by one, those beyond in ranges of less than a 2,048th of them. */
const EXACT = 4096;

/** Values of one range, which go by the least of them. */
interface Range {
  least: number;
  count: number;
}

/**
 * Counts latencies, whole numbers, by their value, so that any number of them takes little memory: at most 2,048 ranges
 * for each doubling. Percentiles of long ones are short by less than 0.05 %, and exact where a range has one value; the
 * extremes and the average are exact.
 */
export class Latencies {
  private readonly ranges = new Map<number, Range>();
  private total = 0;
  private sum = 0;
  private max = 0;

  add(value: number): void {
    const step = value < EXACT ? 1 : 2 ** (Math.floor(Math.log2(value / EXACT)) + 1);
    const key = value - (value % step);
    const range = this.ranges.get(key);
    if (range) {
      range.least = Math.min(range.least, value);
      range.count++;
    } else this.ranges.set(key, { least: value, count: 1 });
    this.total++;
    this.sum += value;
    this.max = Math.max(this.max, value);
  }

  summary(): LatencySummary {
    const [min, p50, p95] = this.percentiles(0, 0.5, 0.95);
    return { min, p50, p95, max: this.total === 0 ? null : this.max };
  }

  detail(): LatencyDetail {
    const [min, p50, p95, p99] = this.percentiles(0, 0.5, 0.95, 0.99);
    if (this.total === 0) return { min, p50, p95, p99, max: null, mean: null };
    return { min, p50, p95, p99, max: this.max, mean: this.sum / this.total };
  }

  /** Each latency that was seen and how often, the shortest first. */
  get ascending(): readonly (readonly [value: number, count: number])[] {
    return [...this.ranges.values()]
      .map(({ least, count }) => [least, count] as const)
      .sort(([a], [b]) => a - b);
  }

  /** For each share, ascending: the value that has this share of all at or below it (the nearest-rank percentile). */
  private percentiles(...shares: readonly number[]): (number | null)[] {
    const { ascending } = this;
    let [at, below] = [-1, 0];
    return shares.map((share) => {
      const rank = Math.max(1, Math.ceil(share * this.total));
      while (below < rank && at + 1 < ascending.length) below += ascending[++at][1];
      return at < 0 ? null : ascending[at][0];
    });
  }
}
