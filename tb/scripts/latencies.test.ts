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

  it("gives the 99th percentile and the average in detail", () => {
    const latencies = new Latencies();
    for (let value = 1; value <= 200; value++) latencies.add(value);
    expect(latencies.detail()).to.deep.equal({ min: 1, p50: 100, p95: 190, p99: 198, max: 200, mean: 100.5 });
    expect(new Latencies().detail()).to.deep.equal({
      min: null,
      p50: null,
      p95: null,
      p99: null,
      max: null,
      mean: null,
    });
  });

  it("gives each value and how often it came, the shortest first", () => {
    const latencies = new Latencies();
    for (const value of [100, 9, 100]) latencies.add(value);
    expect(latencies.ascending).to.deep.equal([
      [9, 1],
      [100, 2],
    ]);
  });
});
