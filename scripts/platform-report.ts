import type { CoreOptions } from "../host/platform/core.ts";
import type { StageOccupancy } from "../host/platform/occupancy.ts";
import type { Stall } from "../host/platform/stalls.ts";
import { type CoreReport, coreTable } from "./core-report.ts";
import { histogram } from "./histogram.ts";
import type { LatencyDetail } from "./latencies.ts";
import type { Overhead } from "./overhead.ts";
import type { Mode } from "./platform-settings.ts";
import type { LatencyByStage } from "./stage-table.ts";
import { costTables, stageTables, stallTable } from "./stage-text.ts";
import { count, table } from "./table.ts";

interface ByOp {
  readonly read: LatencyDetail;
  readonly write: LatencyDetail;
}

/** What `cipherline run` reports of a platform; `--report json` prints exactly this. */
export interface PlatformReport {
  /** Replays the run. */
  readonly command: string;
  readonly seed: number;
  readonly engine: string;
  readonly mode: Mode;
  /** KeyIDs with a key of their own. */
  readonly keyIds: number;
  readonly algorithm: string;
  readonly lanes: number;
  readonly roundKeys: string;
  readonly dataWidth: number;
  readonly slots: number;
  readonly outstanding: { readonly reads: number; readonly writes: number };
  readonly clockMhz: number;
  /** What the traces ran on; null where lines came as fast as the bus took them. */
  readonly core: CoreOptions | null;
  readonly cores: readonly CoreReport[];
  /** Of the fabric, from the first instruction or line to the last answer. */
  readonly cycles: number;
  /** The whole simulation, with the boot. */
  readonly timePs: number;
  /** Lines moved, by kind. */
  readonly reads: number;
  readonly writes: number;
  /** Lines in the memory's cells that were checked; 0 after an interruption. */
  readonly storedLines: number;
  /** Lines moved that were as they should be; a write is when the cells hold it at the end. */
  readonly verified: number;
  /** Answers and stored lines that were not as they should be. */
  readonly mismatches: number;
  /** From the transfer of the address on the bus to the last beat of the answer. */
  readonly latencyCycles: ByOp & { readonly byKeyId: readonly (ByOp & { readonly keyId: number })[] };
  /** The same time by stage, in ns. */
  readonly latency: LatencyByStage;
  /** For which causes lines had to stand, and how long. */
  readonly stalls: readonly Stall[];
  /** Of each pipeline stage of the engine: the share of the cycles since the boot in which it held a line, 0 to 1. */
  readonly occupancy: readonly StageOccupancy[];
  readonly linesPerCycle: number;
  readonly dram: {
    readonly name: string;
    readonly commands: Readonly<Record<string, number>>;
    /** Lines that found their row open. */
    readonly rowHits: number;
    /** 10^9 bytes a second, of lines moved in the cycles above. */
    readonly bandwidthGBps: number;
  };
  /** With --compare. */
  readonly overhead?: Overhead;
  /** The VCD file, or null. */
  readonly wave: string | null;
}

/** What the text shows beside the report. */
export interface Shown {
  /** Latencies of reads and how often they came. */
  readonly reads: readonly (readonly [cycles: number, count: number])[];
  /** GTKWave's, where there is one. */
  readonly saveFile: string | undefined;
  /** The stages of each keyID too. */
  readonly isByKeyId: boolean;
}

/** Tables for people; the last line opens the waves. */
export function platformText(report: PlatformReport, { reads, saveFile, isByKeyId }: Shown): string {
  const { command, wave, overhead } = report;
  const open = wave === null ? "No waves were kept (--wave none)." : `Waves:  gtkwave ${saveFile ?? wave}`;
  const parts = [
    runTable(report),
    ...coreTable(report.cores),
    latencyTable(report),
    ...stageTables(report.latency, isByKeyId),
    stallTable(report.stalls),
    occupancyTable(report),
    histogram("read latency in cycles", reads),
    dramTable(report),
  ];
  if (overhead) parts.push(...costTables(overhead), overheadTable(overhead));
  return `${[...parts, `Again:  ${command}`, open].join("\n")}\n`;
}

function runTable(report: PlatformReport): string {
  const { mode, keyIds, outstanding, core, cores } = report;
  return table(
    ["run", ""],
    [
      ["mode", mode === "mktme" ? `mktme, ${keyIds} ${keyIds === 1 ? "keyID" : "keyIDs"}` : mode],
      ["algorithm", `${report.algorithm}, ${report.lanes} ${report.lanes === 1 ? "lane" : "lanes"}`],
      ["round keys", report.roundKeys],
      ["bus", `${report.dataWidth} bits, ${report.clockMhz} MHz`],
      ["outstanding", `${outstanding.reads} reads, ${outstanding.writes} writes`],
      ["cores", core ? `${cores.length} at ${core.clockMhz} MHz` : "none"],
      ...(core ? [["a core", `${core.issueWidth} wide, window ${core.window}, ${core.misses} misses`]] : []),
      ["seed", `${report.seed}`],
      ["cycles", count(report.cycles)],
      ["simulated time", `${count(report.timePs / 1000)} ns`],
      ["lines read", count(report.reads)],
      ["lines written", count(report.writes)],
      ["lines a cycle", report.linesPerCycle.toFixed(3)],
      ["stored lines", count(report.storedLines)],
      ["verified", count(report.verified)],
      ["mismatches", count(report.mismatches)],
    ],
  );
}

function latencyTable({ latencyCycles: { read, write, byKeyId } }: PlatformReport): string {
  return table(
    ["latency in cycles", ...COLUMNS],
    [
      row("read", read),
      row("write", write),
      ...byKeyId.flatMap((one) => [
        row(`read, keyID ${one.keyId}`, one.read),
        row(`write, keyID ${one.keyId}`, one.write),
      ]),
    ],
  );
}

const COLUMNS = ["min", "median", "95 %", "99 %", "max"];

const row = (what: string, { min, p50, p95, p99, max }: LatencyDetail): string[] => [
  what,
  ...[min, p50, p95, p99, max].map((time) => (time === null ? "-" : count(time))),
];

/** A row a pipeline: its stages taken together. */
function occupancyTable({ occupancy }: PlatformReport): string {
  const pipelines = new Map<string, number[]>();
  for (const { stage, share } of occupancy) {
    const pipeline = stage.split(".").slice(1, -1).join(" ") || "core";
    const shares = pipelines.get(pipeline);
    if (shares) shares.push(share);
    else pipelines.set(pipeline, [share]);
  }
  const percent = (shares: readonly number[]) =>
    `${((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length).toFixed(1)} %`;
  return table(
    ["pipeline of the engine", "stages", "occupied"],
    [...pipelines].map(([pipeline, shares]) => [pipeline, count(shares.length), percent(shares)]),
  );
}

function dramTable({ dram: { name, commands, rowHits, bandwidthGBps } }: PlatformReport): string {
  return table(
    [name, ""],
    [
      ...Object.entries(commands).map(([command, times]) => [command, count(times)]),
      ["row hits", count(rowHits)],
      ["bandwidth", `${bandwidthGBps.toFixed(2)} GB/s`],
    ],
  );
}

function overheadTable(overhead: Overhead): string {
  const signed = (number: number | null, digits: number) =>
    number === null ? "-" : `${number < 0 ? "" : "+"}${number.toFixed(digits)}`;
  const latency = ({ cycles, ns }: Overhead["readP50"], digits: number) =>
    `${signed(cycles, digits)} cycles, ${signed(ns, 2)} ns`;
  return table(
    ["against the engine off", ""],
    [
      ["read latency, median", latency(overhead.readP50, 0)],
      ["read latency, 95 %", latency(overhead.readP95, 0)],
      ["read latency, mean", latency(overhead.readMean, 2)],
      ["read latency", `${signed(overhead.readLatencyPercent, 2)} %`],
      ["run time", `${signed(overhead.runTimePercent, 2)} %`],
      ["bandwidth", `${signed(overhead.bandwidthPercent, 2)} %`],
    ],
  );
}
