import { expect } from "chai";
import { coreOptions, coreReports, coreTable } from "../../scripts/core-report.ts";
import { DEFAULTS } from "../../scripts/platform-settings.ts";

const TRACES = [null, "traces/b.gz"];
const CORES = [
  { retired: 3000, cycles: 2000 },
  { retired: 0, cycles: 0 },
];

describe("the report of the cores", () => {
  it("has of each core its trace, instructions, cycles, and instructions a cycle", () => {
    expect(coreReports(TRACES, CORES, undefined)).to.deep.equal([
      { trace: null, instructions: 3000, cycles: 2000, ipc: 1.5 },
      { trace: "traces/b.gz", instructions: 0, cycles: 0, ipc: null },
    ]);
  });

  it("has beside them what the same cores do with the engine off", () => {
    const off = [
      { retired: 3000, cycles: 1500 },
      { retired: 0, cycles: 0 },
    ];
    const reports = coreReports(TRACES, CORES, off);
    expect(reports.map(({ ipcEngineOff }) => ipcEngineOff)).to.deep.equal([2, null]);
    expect(coreTable(reports)).to.deep.equal([
      [
        "┌───────────────────────┬──────────────┬───────┬────────────┬──────────┐",
        "│ core                  │ instructions │   IPC │ engine off │   change │",
        "├───────────────────────┼──────────────┼───────┼────────────┼──────────┤",
        "│ 0: the built-in trace │        3,000 │ 1.500 │      2.000 │ -25.00 % │",
        "│ 1: b.gz               │            0 │     - │          - │        - │",
        "└───────────────────────┴──────────────┴───────┴────────────┴──────────┘",
      ].join("\n"),
    ]);
  });

  it("is nothing without cores", () => {
    expect(coreTable(coreReports(TRACES, [], []))).to.deep.equal([]);
    expect(coreOptions({ ...DEFAULTS, cores: "none" })).to.equal(undefined);
  });
});
