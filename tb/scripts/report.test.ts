import { expect } from "chai";
import { jsonReport, type Report, textReport } from "../../scripts/report.ts";

const report: Report = {
  command: "npx cipherline run --seed 7",
  seed: 7,
  engine: "event",
  cycles: 5600,
  timePs: 5_600_500,
  reads: 4708,
  writes: 831,
  verified: 5538,
  mismatches: 1,
  latencyCycles: {
    read: { min: 12, p50: 12, p95: 14, max: 1200 },
    write: { min: null, p50: null, p95: null, max: null },
  },
  linesPerCycle: 0.98911,
  wave: "waves/out/run.vcd",
};

describe("the report of a run", () => {
  it("is one line of JSON for machines", () => {
    expect(jsonReport(report)).to.equal(
      '{"command":"npx cipherline run --seed 7","seed":7,"engine":"event","cycles":5600,"timePs":5600500,' +
        '"reads":4708,"writes":831,"verified":5538,"mismatches":1,"latencyCycles":{' +
        '"read":{"min":12,"p50":12,"p95":14,"max":1200},"write":{"min":null,"p50":null,"p95":null,"max":null}},' +
        '"linesPerCycle":0.98911,"wave":"waves/out/run.vcd"}\n',
    );
  });

  it("is a table for people that ends with the line that opens the waves", () => {
    expect(textReport(report, "waves/out/run.gtkw")).to.equal(
      [
        "┌────────────────┬────────────┐",
        "│ run            │            │",
        "├────────────────┼────────────┤",
        "│ seed           │          7 │",
        "│ engine         │      event │",
        "│ cycles         │      5,600 │",
        "│ simulated time │ 5,600.5 ns │",
        "│ lines read     │      4,708 │",
        "│ lines written  │        831 │",
        "│ lines a cycle  │      0.989 │",
        "│ verified       │      5,538 │",
        "│ mismatches     │          1 │",
        "└────────────────┴────────────┘",
        "┌───────────────────┬─────┬────────┬──────┬───────┐",
        "│ latency in cycles │ min │ median │ 95 % │   max │",
        "├───────────────────┼─────┼────────┼──────┼───────┤",
        "│ read              │  12 │     12 │   14 │ 1,200 │",
        "│ write             │   - │      - │    - │     - │",
        "└───────────────────┴─────┴────────┴──────┴───────┘",
        "Again:  npx cipherline run --seed 7",
        "Waves:  gtkwave waves/out/run.gtkw",
        "",
      ].join("\n"),
    );
  });

  it("opens the VCD itself where there is no save file, and says so where there is neither", () => {
    expect(textReport({ ...report, wave: "/dev/fd/3" }, undefined)).to.match(
      /\nWaves: {2}gtkwave \/dev\/fd\/3\n$/,
    );
    expect(textReport({ ...report, wave: null }, undefined)).to.match(
      /\nNo waves were kept \(--wave none\)\.\n$/,
    );
  });
});
