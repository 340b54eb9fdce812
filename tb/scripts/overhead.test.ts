import { expect } from "chai";
import { Latencies } from "../../scripts/latencies.ts";
import { overheadOf } from "../../scripts/overhead.ts";

const reads = (...cycles: number[]) => {
  const latencies = new Latencies();
  for (const value of cycles) latencies.add(value);
  return latencies;
};

describe("what encryption costs", () => {
  it("is given in cycles and ns a read, and as shares of the run without it", () => {
    const on = { cycles: 125, reads: reads(52, 52, 64) };
    const off = { cycles: 100, reads: reads(40, 40, 46) };
    expect(overheadOf(on, off, 1250)).to.deep.equal({
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
    expect(overheadOf({ cycles: 6, reads: reads() }, { cycles: 4, reads: reads() }, 1000)).to.deep.equal({
      readP50: none,
      readP95: none,
      readMean: none,
      readLatencyPercent: null,
      runTimePercent: 50,
      bandwidthPercent: -33.3333,
    });
    const { runTimePercent, bandwidthPercent } = overheadOf(
      { cycles: 0, reads: reads() },
      { cycles: 0, reads: reads() },
      1000,
    );
    expect({ runTimePercent, bandwidthPercent }).to.deep.equal({
      runTimePercent: null,
      bandwidthPercent: null,
    });
  });
});
