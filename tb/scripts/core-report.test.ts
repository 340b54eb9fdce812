import { expect } from "chai";
import { coreOptions, coreReports, coreTable } from "../../scripts/core-report.ts";
import { DEFAULTS } from "../../scripts/platform-settings.ts";

const CORES = [
  { retired: 3000, cycles: 2000 },
  { retired: 0, cycles: 0 },
];

describe("the report of the cores", () => {
  it("has of each core its instructions, cycles, and instructions a cycle", () => {
    expect(coreReports(CORES, undefined)).to.deep.equal([
      { instructions: 3000, cycles: 2000, ipc: 1.5 },
      { instructions: 0, cycles: 0, ipc: null },
    ]);
  });

  it("has beside them what the same cores do with the engine off", () => {
    const off = [
      { retired: 3000, cycles: 1500 },
      { retired: 0, cycles: 0 },
    ];
    const reports = coreReports(CORES, off);
    expect(reports.map(({ ipcEngineOff }) => ipcEngineOff)).to.deep.equal([2, null]);
    expect(coreTable(reports)).to.deep.equal([
      [
        "┌──────┬──────────────┬───────┬────────────┬──────────┐",
        "│ core │ instructions │   IPC │ engine off │   change │",
        "├──────┼──────────────┼───────┼────────────┼──────────┤",
        "│ 0    │        3,000 │ 1.500 │      2.000 │ -25.00 % │",
        "│ 1    │            0 │     - │          - │        - │",
        "└──────┴──────────────┴───────┴────────────┴──────────┘",
      ].join("\n"),
    ]);
  });

  it("is nothing without cores", () => {
    expect(coreTable(coreReports([], []))).to.deep.equal([]);
    expect(coreOptions({ ...DEFAULTS, cores: "none" })).to.equal(undefined);
  });
});
