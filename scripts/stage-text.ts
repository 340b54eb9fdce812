import type { Stall } from "../host/platform/stalls.ts";
import type { LatencyDetail } from "./latencies.ts";
import type { OpCost, Overhead } from "./overhead.ts";
import type { LatencyByStage, OpLatency } from "./stage-table.ts";
import { count, table } from "./table.ts";

/** How long reads and writes stayed in which stage; with `byKeyId` those of each keyID too. */
export function stageTables({ byKeyId, ...all }: LatencyByStage, isByKeyId: boolean): readonly string[] {
  const each = isByKeyId ? byKeyId : [];
  return [all, ...each].flatMap((one) => {
    const whose = "keyId" in one ? ` of keyID ${one.keyId}` : "";
    const stored = figures("acknowledged to WR", one.write.stored);
    return [
      ...stageTable(`a read${whose} in ns`, one.read, []),
      ...stageTable(`a write${whose} in ns`, one.write, [stored]),
    ];
  });
}

function stageTable(title: string, { total, stages }: OpLatency, more: readonly string[][]): string[] {
  if (total.max === null) return [];
  const rows = [...stages.map((stage) => figures(stage.stage, stage)), figures("total", total), ...more];
  return [table([title, "min", "median", "95 %", "99 %", "max", "mean"], rows)];
}

const figures = (what: string, { min, p50, p95, p99, max, mean }: LatencyDetail): string[] => [
  what,
  ...[min, p50, p95, p99, max, mean].map((ns) => (ns === null ? "-" : count(ns))),
];

/** In which stage encryption costs how much. */
export function costTables({ stages: { read, write } }: Overhead): readonly string[] {
  return [...costTable("cost of a read in ns", read), ...costTable("cost of a write in ns", write)];
}

function costTable(title: string, { total, stages }: OpCost): string[] {
  if (total.on.mean === null) return [];
  const shown = (ns: number | null) => (ns === null ? "-" : count(ns));
  const signed = (ns: number | null) => (ns !== null && ns > 0 ? `+${count(ns)}` : shown(ns));
  const rows = [...stages, { stage: "total", ...total }].map(({ stage, on, off, added }) => [
    stage,
    ...[shown(on.p50), shown(off.p50), signed(added.p50)],
    ...[shown(on.mean), shown(off.mean), signed(added.mean)],
  ]);
  return [table([title, "median", "off", "added", "mean", "off", "added"], rows)];
}

/** Why lines had to stand; causes that never came are left out. */
export function stallTable(stalls: readonly Stall[]): string {
  const causes = new Set(stalls.filter(({ cycles }) => cycles > 0).map(({ cause }) => cause));
  const ns = (op: Stall["op"], cause: string) => {
    const stall = stalls.find((one) => one.op === op && one.cause === cause);
    return stall ? count(stall.ns) : "-";
  };
  return table(
    ["lines stand, in ns", "reads", "writes"],
    [...causes].map((cause) => [cause, ns("read", cause), ns("write", cause)]),
  );
}
