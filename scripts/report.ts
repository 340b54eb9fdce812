import type { LatencySummary } from "./latencies.ts";
import { count, table } from "./table.ts";

/** What `cipherline run` reports; `--report json` prints exactly this. */
export interface Report {
  /** Replays the run. */
  readonly command: string;
  readonly seed: number;
  readonly engine: string;
  readonly cycles: number;
  readonly timePs: number;
  /** Lines moved, by kind. */
  readonly reads: number;
  readonly writes: number;
  /** Lines that were as they should be, and lines that were not. */
  readonly verified: number;
  readonly mismatches: number;
  readonly latencyCycles: { readonly read: LatencySummary; readonly write: LatencySummary };
  /** Lines moved over cycles, or 0 for no cycles. */
  readonly linesPerCycle: number;
  /** The VCD file, or null. */
  readonly wave: string | null;
}

/** One line of JSON. */
export function jsonReport(report: object): string {
  return `${JSON.stringify(report)}\n`;
}

/** A table for people; the last line opens the waves. */
export function textReport(report: Report, saveFile: string | undefined): string {
  const { latencyCycles, mismatches, wave } = report;
  const run = table(
    ["run", ""],
    [
      ["seed", `${report.seed}`],
      ["engine", report.engine],
      ["cycles", count(report.cycles)],
      ["simulated time", `${count(report.timePs / 1000)} ns`],
      ["lines read", count(report.reads)],
      ["lines written", count(report.writes)],
      ["lines a cycle", report.linesPerCycle.toFixed(3)],
      ["verified", count(report.verified)],
      ["mismatches", count(mismatches)],
    ],
  );
  const latency = table(
    ["latency in cycles", "min", "median", "95 %", "max"],
    [latencyRow("read", latencyCycles.read), latencyRow("write", latencyCycles.write)],
  );
  const again = `Again:  ${report.command}`;
  const open = wave === null ? "No waves were kept (--wave none)." : `Waves:  gtkwave ${saveFile ?? wave}`;
  return `${[run, latency, again, open].join("\n")}\n`;
}

function latencyRow(kind: string, { min, p50, p95, max }: LatencySummary): string[] {
  return [kind, ...[min, p50, p95, max].map((cycles) => (cycles === null ? "-" : count(cycles)))];
}
