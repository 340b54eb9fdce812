import { expect } from "chai";
import { LineLife } from "../../host/platform/line-life.ts";
import { Latencies } from "../../scripts/latencies.ts";
import { type Cost, overheadOf } from "../../scripts/overhead.ts";
import { StageTable } from "../../scripts/stage-table.ts";

const reads = (...cycles: number[]) => {
  const latencies = new Latencies();
  for (const value of cycles) latencies.add(value);
  return latencies;
};

/** Reads that stay in the memory for 40 ns, and then in the cipher for so many ps. */
function lives(...decryption: number[]) {
  const table = new StageTable();
  for (const ps of decryption) {
    const life = new LineLife("read", 0);
    life.enter("DRAM", 0);
    life.enter("decryption", 40_000);
    life.leave(40_000 + ps);
    table.done(life);
  }
  return table.latency;
}

const cost = (cycles: number, ...latencies: number[]): Cost => ({
  cycles,
  reads: reads(...latencies),
  latency: lives(),
});

describe("what encryption costs", () => {
  it("is given in cycles and ns a read, and as shares of the run without it", () => {
    const { stages: _, ...inAll } = overheadOf(cost(125, 52, 52, 64), cost(100, 40, 40, 46), 1250);
    expect(inAll).to.deep.equal({
      readP50: { cycles: 12, ns: 15 },
      readP95: { cycles: 18, ns: 22.5 },
      readMean: { cycles: 14, ns: 17.5 },
      readLatencyPercent: 33.3333,
      runTimePercent: 25,
      bandwidthPercent: -20,
    });
  });

  it("is nothing of reads where there is no read, and nothing at all without a run", () => {
    const none = { cycles: null, ns: null };
    const { stages: _, ...inAll } = overheadOf(cost(6), cost(4), 1000);
    expect(inAll).to.deep.equal({
      readP50: none,
      readP95: none,
      readMean: none,
      readLatencyPercent: null,
      runTimePercent: 50,
      bandwidthPercent: -33.3333,
    });
    const { runTimePercent, bandwidthPercent } = overheadOf(cost(0), cost(0), 1000);
    expect({ runTimePercent, bandwidthPercent }).to.deep.equal({
      runTimePercent: null,
      bandwidthPercent: null,
    });
  });

  it("is told stage by stage, of each operation, in ns", () => {
    const on = { ...cost(1), latency: lives(15_000, 15_000, 30_000) };
    const off = { ...cost(1), latency: lives(1250, 1250, 1250) };
    const { read, write } = overheadOf(on, off, 1250).stages;
    const decryption = {
      on: { p50: 15, mean: 20 },
      off: { p50: 1.25, mean: 1.25 },
      added: { p50: 13.75, mean: 18.75 },
    };
    expect(read.stages.find(({ stage }) => stage === "decryption")).to.deep.equal({
      stage: "decryption",
      ...decryption,
    });
    expect(read.stages.find(({ stage }) => stage === "DRAM")?.added).to.deep.equal({ p50: 0, mean: 0 });
    expect(read.total).to.deep.equal({
      on: { p50: 55, mean: 60 },
      off: { p50: 41.25, mean: 41.25 },
      added: { p50: 13.75, mean: 18.75 },
    });
    const none = { p50: null, mean: null };
    expect(write.total).to.deep.equal({ on: none, off: none, added: none });
  });
});
