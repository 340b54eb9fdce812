import { type LineLife, type Op, STAGES, type StageName } from "../host/platform/line-life.ts";
import type { LivesListener } from "../host/platform/line-lives.ts";
import { Latencies, type LatencyDetail } from "./latencies.ts";

/** How long lines stayed in a stage, in ns. */
export interface StageLatency extends LatencyDetail {
  readonly stage: StageName;
}

/** In ns. */
export interface OpLatency {
  /** From the address on the bus to the last beat, or the answer; each line's stages add up to it. */
  readonly total: LatencyDetail;
  /** In the order in which lines pass them. */
  readonly stages: readonly StageLatency[];
}

export interface WriteLatency extends OpLatency {
  /** From the memory controller's acknowledgement to the WR command: no part of the total. */
  readonly stored: LatencyDetail;
}

interface LatencyByOp {
  readonly read: OpLatency;
  readonly write: WriteLatency;
}

export interface LatencyByStage extends LatencyByOp {
  readonly byKeyId: readonly (LatencyByOp & { readonly keyId: number })[];
}

/** Gathers how long lines stayed in which stage, by operation and by keyID. */
export class StageTable implements LivesListener {
  private readonly all = new Lines();
  private readonly byKeyId = new Map<number, Lines>();

  readonly done = (life: LineLife): void => {
    for (const lines of this.of(life)) lines.add(life);
  };
  readonly stored = (life: LineLife, ps: number): void => {
    for (const lines of this.of(life)) lines.stored.add(ps);
  };

  get latency(): LatencyByStage {
    const byKeyId = [...this.byKeyId].sort(([a], [b]) => a - b);
    return {
      ...this.all.latency,
      byKeyId: byKeyId.map(([keyId, lines]) => ({ keyId, ...lines.latency })),
    };
  }

  private of({ keyId }: LineLife): readonly Lines[] {
    if (keyId === undefined) return [this.all];
    let lines = this.byKeyId.get(keyId);
    if (!lines) this.byKeyId.set(keyId, (lines = new Lines()));
    return [this.all, lines];
  }
}

class Lines {
  readonly stored = new Latencies();
  private readonly totals = { read: new Latencies(), write: new Latencies() };
  private readonly stages = {
    read: STAGES.read.map(() => new Latencies()),
    write: STAGES.write.map(() => new Latencies()),
  };

  add({ op, total, spent }: LineLife): void {
    this.totals[op].add(total);
    for (const [index, latencies] of this.stages[op].entries()) latencies.add(spent[index]);
  }

  get latency(): LatencyByOp {
    return { read: this.ofOp("read"), write: { ...this.ofOp("write"), stored: inNs(this.stored) } };
  }

  private ofOp(op: Op): OpLatency {
    const stages = this.stages[op].map((latencies, index) => ({
      stage: STAGES[op][index],
      ...inNs(latencies),
    }));
    return { total: inNs(this.totals[op]), stages };
  }
}

function inNs(latencies: Latencies): LatencyDetail {
  const { min, p50, p95, p99, max, mean } = latencies.detail();
  const ns = (ps: number | null) => (ps === null ? null : Math.round(ps) / 1000);
  return { min: ns(min), p50: ns(p50), p95: ns(p95), p99: ns(p99), max: ns(max), mean: ns(mean) };
}
