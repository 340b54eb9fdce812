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

  it("counts long ones in ranges, so that many different ones take little memory and percentiles stay near", () => {
    const latencies = new Latencies();
    for (let value = 1; value <= 1_000_000; value += 7) latencies.add(value);
    const { min, p50, p99, max, mean } = latencies.detail();
    expect([min, max, mean]).to.deep.equal([1, 1_000_000, 500_000.5]);
    expect(p50).to.be.within(500_000 * 0.9995, 500_000);
    expect(p99).to.be.within(990_000 * 0.9995, 990_001);
    // 4,096 / 7 values up to 4,096, then eight doublings of up to 2,048 ranges each.
    expect(latencies.ascending.length).to.be.lessThan(600 + 8 * 2048);
  });

  it("gives a long one exactly where none is near it", () => {
    const latencies = new Latencies();
    for (const value of [16_251, 16_251, 99_999, 99_998]) latencies.add(value);
    expect(latencies.detail()).to.include({ min: 16_251, p50: 16_251, p95: 99_998, max: 99_999 });
  });
});
