import { basename } from "node:path";
import type { Core, CoreOptions } from "../host/platform/core.ts";
import { printable } from "../host/user-error.ts";
import type { Settings } from "./platform-settings.ts";
import { count, table } from "./table.ts";

/** What a core made of its trace. */
export interface CoreReport {
  /** The trace's path; null for the built-in one. */
  readonly trace: string | null;
  readonly instructions: number;
  /** Of the core's clock, from its first instruction to the retirement of its last. */
  readonly cycles: number;
  /** Instructions a cycle; null without a cycle. */
  readonly ipc: number | null;
  /** With --compare: the same instructions with the engine off. */
  readonly ipcEngineOff?: number | null;
}

type Count = Pick<Core, "retired" | "cycles">;

/** Of each core and its trace's path; `off` are the same cores with the engine off. */
export function coreReports(
  traces: readonly (string | null)[],
  cores: readonly Count[],
  off: readonly Count[] | undefined,
): CoreReport[] {
  return cores.map((core, k) => ({
    trace: traces[k],
    instructions: core.retired,
    cycles: core.cycles,
    ipc: ipcOf(core),
    ...(off && { ipcEngineOff: ipcOf(off[k]) }),
  }));
}

/** The cores that the settings describe; undefined for none. */
export function coreOptions(settings: Settings): CoreOptions | undefined {
  if (settings.cores === "none") return undefined;
  const { "core-mhz": clockMhz, "issue-width": issueWidth, window, misses } = settings;
  return { clockMhz, issueWidth, window, misses };
}

/** A row a core; nothing without cores. */
export function coreTable(cores: readonly CoreReport[]): string[] {
  if (cores.length === 0) return [];
  const isCompared = cores[0].ipcEngineOff !== undefined;
  const rows = cores.map(({ trace, instructions, ipc, ipcEngineOff = null }, k) => {
    const own = [`${k}: ${nameOf(trace)}`, count(instructions), shown(ipc)];
    return isCompared ? [...own, shown(ipcEngineOff), change(ipc, ipcEngineOff)] : own;
  });
  const head = ["core", "instructions", "IPC"];
  return [table(isCompared ? [...head, "engine off", "change"] : head, rows)];
}

const nameOf = (trace: string | null): string =>
  trace === null ? "the built-in trace" : printable(basename(trace), 40);

const ipcOf = ({ retired, cycles }: Count): number | null => (cycles === 0 ? null : retired / cycles);

const shown = (ipc: number | null): string => ipc?.toFixed(3) ?? "-";

function change(ipc: number | null, off: number | null): string {
  if (ipc === null || !off) return "-";
  const percent = 100 * (ipc / off - 1);
  return `${percent < 0 ? "" : "+"}${percent.toFixed(2)} %`;
}
