import { READ_STAGES, type ReadStage, type StageLatenciesOptions } from "../host/platform/stage-latencies.ts";
import { Latencies, type LatencyDetail } from "./latencies.ts";

type Station = Parameters<StageLatenciesOptions["stalled"]>[0];

/** Gathers how long reads stayed in which stage, and how often a station held one back. */
export class StageTable implements StageLatenciesOptions {
  private readonly ps = new Map<ReadStage, Latencies>(READ_STAGES.map(({ name }) => [name, new Latencies()]));
  private readonly waits = new Map<Station, number>();

  readonly each = (stage: ReadStage, ps: number): void => this.ps.get(stage)?.add(ps);
  readonly stalled = (station: Station): void => {
    this.waits.set(station, (this.waits.get(station) ?? 0) + 1);
  };

  /** In ns, in the order in which a read passes the stages. */
  get latency(): readonly StageLatency[] {
    const ns = (ps: number | null) => (ps === null ? null : Math.round(ps) / 1000);
    return [...this.ps].map(([stage, latencies]) => {
      const { min, p50, p95, p99, max, mean } = latencies.detail();
      return { stage, min: ns(min), p50: ns(p50), p95: ns(p95), p99: ns(p99), max: ns(max), mean: ns(mean) };
    });
  }

  /** Cycles, of the station's clock, in which it offered a line that was not taken. */
  get stalls(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.waits);
  }
}

export interface StageLatency extends LatencyDetail {
  readonly stage: string;
}
