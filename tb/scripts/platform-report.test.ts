import { expect } from "chai";
import type { Overhead } from "../../scripts/overhead.ts";
import { type PlatformReport, platformText } from "../../scripts/platform-report.ts";

const NONE = { min: null, p50: null, p95: null, p99: null, max: null, mean: null };
const READS = { min: 48, p50: 63, p95: 65, p99: 74, max: 1079, mean: 62.77 };

const report: PlatformReport = {
  command: "npx cipherline run --mode mktme",
  seed: 7,
  engine: "event",
  mode: "mktme",
  keyIds: 1,
  algorithm: "aes-xts-128",
  lanes: 4,
  roundKeys: "stored",
  dataWidth: 512,
  slots: 64,
  outstanding: { reads: 32, writes: 16 },
  clockMhz: 800,
  core: { clockMhz: 3200, issueWidth: 4, window: 128, misses: 16 },
  cores: [{ trace: "traces/a.gz", instructions: 2000, cycles: 1000, ipc: 2 }],
  cycles: 1047,
  timePs: 1_810_500,
  reads: 500,
  writes: 0,
  storedLines: 499,
  verified: 998,
  mismatches: 1,
  latencyCycles: { read: READS, write: NONE, byKeyId: [{ keyId: 1, read: READS, write: NONE }] },
  latency: {
    read: { total: READS, stages: [{ stage: "DRAM", ...READS }] },
    write: { total: NONE, stages: [], stored: NONE },
    byKeyId: [],
  },
  stalls: [{ op: "read", cause: "hazard", cycles: 12, ns: 15 }],
  occupancy: [
    { stage: "engine.reading.data.pipe.mask", share: 0.5 },
    { stage: "engine.reading.data.pipe.unmask", share: 0.25 },
    { stage: "engine.writing.lookup.split", share: 0 },
    { stage: "engine.answer", share: 1 },
  ],
  linesPerCycle: 0.47755,
  dram: { name: "ddr4-3200", commands: { ACT: 16, RD: 500 }, rowHits: 484, bandwidthGBps: 24.4508 },
  wave: null,
};

describe("the report of a platform", () => {
  it("is tables and a histogram for people, and ends with the command and the waves", () => {
    const text = platformText(report, {
      reads: [
        [48, 1],
        [63, 3],
      ],
      saveFile: undefined,
      isByKeyId: false,
    });
    expect(text).to.equal(
      [
        "┌────────────────┬───────────────────────────────┐",
        "│ run            │                               │",
        "├────────────────┼───────────────────────────────┤",
        "│ mode           │                mktme, 1 keyID │",
        "│ algorithm      │          aes-xts-128, 4 lanes │",
        "│ round keys     │                        stored │",
        "│ bus            │             512 bits, 800 MHz │",
        "│ outstanding    │           32 reads, 16 writes │",
        "│ cores          │                 1 at 3200 MHz │",
        "│ a core         │ 4 wide, window 128, 16 misses │",
        "│ seed           │                             7 │",
        "│ cycles         │                         1,047 │",
        "│ simulated time │                    1,810.5 ns │",
        "│ lines read     │                           500 │",
        "│ lines written  │                             0 │",
        "│ lines a cycle  │                         0.478 │",
        "│ stored lines   │                           499 │",
        "│ verified       │                           998 │",
        "│ mismatches     │                             1 │",
        "└────────────────┴───────────────────────────────┘",
        "┌─────────┬──────────────┬───────┐",
        "│ core    │ instructions │   IPC │",
        "├─────────┼──────────────┼───────┤",
        "│ 0: a.gz │        2,000 │ 2.000 │",
        "└─────────┴──────────────┴───────┘",
        "┌───────────────────┬─────┬────────┬──────┬──────┬───────┐",
        "│ latency in cycles │ min │ median │ 95 % │ 99 % │   max │",
        "├───────────────────┼─────┼────────┼──────┼──────┼───────┤",
        "│ read              │  48 │     63 │   65 │   74 │ 1,079 │",
        "│ write             │   - │      - │    - │    - │     - │",
        "│ read, keyID 1     │  48 │     63 │   65 │   74 │ 1,079 │",
        "│ write, keyID 1    │   - │      - │    - │    - │     - │",
        "└───────────────────┴─────┴────────┴──────┴──────┴───────┘",
        "┌──────────────┬─────┬────────┬──────┬──────┬───────┬───────┐",
        "│ a read in ns │ min │ median │ 95 % │ 99 % │   max │  mean │",
        "├──────────────┼─────┼────────┼──────┼──────┼───────┼───────┤",
        "│ DRAM         │  48 │     63 │   65 │   74 │ 1,079 │ 62.77 │",
        "│ total        │  48 │     63 │   65 │   74 │ 1,079 │ 62.77 │",
        "└──────────────┴─────┴────────┴──────┴──────┴───────┴───────┘",
        "┌────────────────────┬───────┬────────┐",
        "│ lines stand, in ns │ reads │ writes │",
        "├────────────────────┼───────┼────────┤",
        "│ hazard             │    15 │      - │",
        "└────────────────────┴───────┴────────┘",
        "┌────────────────────────┬────────┬──────────┐",
        "│ pipeline of the engine │ stages │ occupied │",
        "├────────────────────────┼────────┼──────────┤",
        "│ reading data pipe      │      2 │   37.5 % │",
        "│ writing lookup         │      1 │    0.0 % │",
        "│ core                   │      1 │  100.0 % │",
        "└────────────────────────┴────────┴──────────┘",
        "read latency in cycles",
        `  48 to 49  ${"█".repeat(14)}${" ".repeat(26)} 1`,
        ...["50 to 51", "52 to 53", "54 to 55", "56 to 57", "58 to 59", "60 to 61"].map(
          (range) => `  ${range}  ${" ".repeat(40)} 0`,
        ),
        `  62 to 63  ${"█".repeat(40)} 3`,
        "┌───────────┬────────────┐",
        "│ ddr4-3200 │            │",
        "├───────────┼────────────┤",
        "│ ACT       │         16 │",
        "│ RD        │        500 │",
        "│ row hits  │        484 │",
        "│ bandwidth │ 24.45 GB/s │",
        "└───────────┴────────────┘",
        "Again:  npx cipherline run --mode mktme",
        "No waves were kept (--wave none).",
        "",
      ].join("\n"),
    );
  });

  it("says that there are no cores, and has no table of them", () => {
    const text = platformText(
      { ...report, core: null, cores: [] },
      { reads: [], saveFile: undefined, isByKeyId: false },
    );
    expect(text)
      .to.match(/^│ cores +│ +none │$/m)
      .and.not.include("IPC");
  });

  it("says with the engine off what encryption adds, and takes away", () => {
    const none = { p50: null, mean: null };
    const noCost = { total: { on: none, off: none, added: none }, stages: [] };
    const overhead: Overhead = {
      readP50: { cycles: 12, ns: 15 },
      readP95: { cycles: -1, ns: -1.25 },
      readMean: { cycles: 11.99, ns: 14.9875 },
      readLatencyPercent: 47.0801,
      runTimePercent: null,
      bandwidthPercent: -31.2099,
      stages: { read: noCost, write: noCost },
    };
    const text = platformText({ ...report, overhead }, { reads: [], saveFile: undefined, isByKeyId: false });
    expect(text).to.include(
      [
        "│ against the engine off │                          │",
        "├────────────────────────┼──────────────────────────┤",
        "│ read latency, median   │    +12 cycles, +15.00 ns │",
        "│ read latency, 95 %     │      -1 cycles, -1.25 ns │",
        "│ read latency, mean     │ +11.99 cycles, +14.99 ns │",
        "│ read latency           │                 +47.08 % │",
        "│ run time               │                      - % │",
        "│ bandwidth              │                 -31.21 % │",
        "└────────────────────────┴──────────────────────────┘",
      ].join("\n"),
    );
  });

  it("opens the waves by their save file where there is one", () => {
    const waves = (saveFile: string | undefined) =>
      platformText({ ...report, wave: "w.vcd" }, { reads: [], saveFile, isByKeyId: false })
        .split("\n")
        .at(-2);
    expect(waves("w.gtkw")).to.equal("Waves:  gtkwave w.gtkw");
    expect(waves(undefined)).to.equal("Waves:  gtkwave w.vcd");
  });
});
