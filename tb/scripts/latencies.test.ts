import { expect } from "chai";
import { Latencies } from "../../scripts/latencies.ts";

const summaryOf = (...cycles: number[]) => {
  const latencies = new Latencies();
  for (const value of cycles) latencies.add(value);
  return latencies.summary();
};

describe("Latencies", () => {
  it("gives the least, the median, the 95th percentile and the most, by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, k) => 100 - k);
    expect(summaryOf(...hundred)).to.deep.equal({ min: 1, p50: 50, p95: 95, max: 100 });
    expect(summaryOf(30, 10, 20)).to.deep.equal({ min: 10, p50: 20, p95: 30, max: 30 });
  });

  it("weighs a value by how often it came", () => {
    expect(summaryOf(...Array(19).fill(12), 99)).to.deep.equal({ min: 12, p50: 12, p95: 12, max: 99 });
    expect(summaryOf(...Array(18).fill(12), 99, 99)).to.deep.equal({ min: 12, p50: 12, p95: 99, max: 99 });
  });

  it("has nothing to give without a value", () => {
    expect(summaryOf()).to.deep.equal({ min: null, p50: null, p95: null, max: null });
  });
});
