import { expect } from "chai";
import { READ_STAGES } from "../../host/platform/stage-latencies.ts";
import { StageTable } from "../../scripts/stage-table.ts";

describe("the table of stages", () => {
  it("gives the stages in the order in which a read passes them, in ns", () => {
    const table = new StageTable();
    for (const ps of [625, 1250, 20_000]) table.each("DRAM", ps);
    const { latency } = table;
    expect(latency.map(({ stage }) => stage)).to.deep.equal(READ_STAGES.map(({ name }) => name));
    expect(latency.find(({ stage }) => stage === "DRAM")).to.deep.equal({
      stage: "DRAM",
      min: 0.625,
      p50: 1.25,
      p95: 20,
      p99: 20,
      max: 20,
      mean: 7.292,
    });
    expect(latency.find(({ stage }) => stage === "tweak wait")?.max).to.equal(null);
  });

  it("counts stalls by the place where a line waits", () => {
    const table = new StageTable();
    for (const station of ["request", "answer", "request"] as const) table.stalled(station);
    expect(table.stalls).to.deep.equal({ request: 2, answer: 1 });
  });
});
