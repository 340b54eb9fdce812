import { expect } from "chai";
import type { Overhead } from "../../scripts/overhead.ts";
import type { LatencyByStage } from "../../scripts/stage-table.ts";
import { costTables, stageTables, stallTable } from "../../scripts/stage-text.ts";

const NONE = { min: null, p50: null, p95: null, p99: null, max: null, mean: null };
const DRAM = { min: 18.75, p50: 20, p95: 33.75, p99: 40, max: 1253.125, mean: 19.2 };
const SHORT = { min: 1.25, p50: 1.25, p95: 1.25, p99: 1.25, max: 1.25, mean: 1.25 };

const read = { total: DRAM, stages: [{ stage: "DRAM", ...DRAM }] } as const;
const write = { total: SHORT, stages: [{ stage: "encryption", ...SHORT }], stored: DRAM } as const;
const noWrite = { total: NONE, stages: [{ stage: "encryption", ...NONE }], stored: NONE } as const;
const latency: LatencyByStage = { read, write, byKeyId: [{ keyId: 3, read, write: noWrite }] };

describe("the stages for people", () => {
  it("are a table of each operation, with the whole and with what comes after the answer", () => {
    expect(stageTables(latency, false)).to.deep.equal([
      [
        "┌──────────────┬───────┬────────┬───────┬──────┬───────────┬──────┐",
        "│ a read in ns │   min │ median │  95 % │ 99 % │       max │ mean │",
        "├──────────────┼───────┼────────┼───────┼──────┼───────────┼──────┤",
        "│ DRAM         │ 18.75 │     20 │ 33.75 │   40 │ 1,253.125 │ 19.2 │",
        "│ total        │ 18.75 │     20 │ 33.75 │   40 │ 1,253.125 │ 19.2 │",
        "└──────────────┴───────┴────────┴───────┴──────┴───────────┴──────┘",
      ].join("\n"),
      [
        "┌────────────────────┬───────┬────────┬───────┬──────┬───────────┬──────┐",
        "│ a write in ns      │   min │ median │  95 % │ 99 % │       max │ mean │",
        "├────────────────────┼───────┼────────┼───────┼──────┼───────────┼──────┤",
        "│ encryption         │  1.25 │   1.25 │  1.25 │ 1.25 │      1.25 │ 1.25 │",
        "│ total              │  1.25 │   1.25 │  1.25 │ 1.25 │      1.25 │ 1.25 │",
        "│ acknowledged to WR │ 18.75 │     20 │ 33.75 │   40 │ 1,253.125 │ 19.2 │",
        "└────────────────────┴───────┴────────┴───────┴──────┴───────────┴──────┘",
      ].join("\n"),
    ]);
  });

  it("are those of each keyID where that is asked for; an operation without lines has no table", () => {
    const titles = stageTables(latency, true).map((text) => text.split("│")[1].trim());
    expect(titles).to.deep.equal(["a read in ns", "a write in ns", "a read of keyID 3 in ns"]);
  });

  it("stand beside those with the engine off, with what encryption adds", () => {
    const zero = { p50: 0, mean: 0 };
    const cost = {
      on: { p50: 16.25, mean: 1250.5 },
      off: { p50: 1.25, mean: 1251 },
      added: { p50: 15, mean: -0.5 },
    };
    const none = { p50: null, mean: null };
    const stages = {
      read: { total: cost, stages: [{ stage: "tweak wait", on: zero, off: zero, added: zero }] },
      write: { total: { on: none, off: none, added: none }, stages: [] },
    } as const;
    expect(costTables({ stages } as unknown as Overhead)).to.deep.equal([
      [
        "┌──────────────────────┬────────┬──────┬───────┬─────────┬───────┬───────┐",
        "│ cost of a read in ns │ median │  off │ added │    mean │   off │ added │",
        "├──────────────────────┼────────┼──────┼───────┼─────────┼───────┼───────┤",
        "│ tweak wait           │      0 │    0 │     0 │       0 │     0 │     0 │",
        "│ total                │  16.25 │ 1.25 │   +15 │ 1,250.5 │ 1,251 │  -0.5 │",
        "└──────────────────────┴────────┴──────┴───────┴─────────┴───────┴───────┘",
      ].join("\n"),
    ]);
  });
});

describe("the causes for which lines stand, for people", () => {
  it("are those that came, by operation; one that the other operation does not have is a dash", () => {
    const stalls = [
      { op: "read", cause: "hazard", cycles: 12, ns: 15 },
      { op: "read", cause: "no slot", cycles: 0, ns: 0 },
      { op: "write", cause: "hazard", cycles: 0, ns: 0 },
      { op: "write", cause: "old line", cycles: 1000, ns: 1250 },
    ] as const;
    expect(stallTable(stalls)).to.equal(
      [
        "┌────────────────────┬───────┬────────┐",
        "│ lines stand, in ns │ reads │ writes │",
        "├────────────────────┼───────┼────────┤",
        "│ hazard             │    15 │      0 │",
        "│ old line           │     - │  1,250 │",
        "└────────────────────┴───────┴────────┘",
      ].join("\n"),
    );
  });
});
