import type { CommandName } from "./command.ts";
import type { FigureName, Figures } from "./timing.ts";

/** Where a constraint holds: between commands to one channel, rank, bank group or bank. */
export type Level = "channel" | "rank" | "bankGroup" | "bank";

/** A figure, added or subtracted. */
export type Term = FigureName | `-${FigureName}`;

/** From any of the preceding commands to any of the following ones, `latency` nCK must pass at the least. */
export interface Constraint {
  readonly name: string;
  readonly level: Level;
  readonly preceding: readonly CommandName[];
  readonly following: readonly CommandName[];
  /** Sum of figures. */
  readonly latency: readonly Term[];
  /** Counts from the n-th preceding command back; 1 unless given. */
  readonly window?: number;
}

const row = (
  level: Level,
  name: string,
  preceding: readonly CommandName[],
  following: readonly CommandName[],
  latency: readonly Term[],
  window = 1,
): Constraint => ({ name, level, preceding, following, latency, window });

const EVERY: readonly CommandName[] = ["ACT", "PRE", "PREA", "RD", "WR", "REF"];

/**
 * All timing constraints (JESD79-4, JESD79-5), one row each, in the form of Ramulator 2. The controller makes its counters
 * from this table, and the checker of the command pins reads it too.
 */
export const CONSTRAINTS: readonly Constraint[] = [
  row("channel", "two-clock command", ["ACT", "RD", "WR"], EVERY, ["tCMD"]),
  row("channel", "read to write", ["RD"], ["WR"], ["CL", "BL", "tTURN", "-CWL"]),

  row("rank", "read to read", ["RD"], ["RD"], ["tCCD_S"]),
  row("rank", "write to write", ["WR"], ["WR"], ["tCCD_S"]),
  row("rank", "write to read", ["WR"], ["RD"], ["CWL", "BL", "tWTR_S"]),
  row("rank", "activate to activate", ["ACT"], ["ACT"], ["tRRD_S"]),
  row("rank", "four activates", ["ACT"], ["ACT"], ["tFAW"], 4),
  row("rank", "activate to precharge all", ["ACT"], ["PREA"], ["tRAS"]),
  row("rank", "read to precharge all", ["RD"], ["PREA"], ["tRTP"]),
  row("rank", "write to precharge all", ["WR"], ["PREA"], ["CWL", "BL", "tWR"]),
  row("rank", "precharge to precharge", ["PRE"], ["PRE"], ["tPPD"]),
  row("rank", "precharge all", ["PREA"], ["ACT", "REF"], ["tRP"]),
  row("rank", "precharge to refresh", ["PRE"], ["REF"], ["tRP"]),
  row("rank", "activate to refresh", ["ACT"], ["REF"], ["tRC"]),
  row("rank", "refresh", ["REF"], ["ACT", "PRE", "PREA", "REF"], ["tRFC"]),

  row("bankGroup", "read to read, same group", ["RD"], ["RD"], ["tCCD_L"]),
  row("bankGroup", "write to write, same group", ["WR"], ["WR"], ["tCCD_L_WR"]),
  row("bankGroup", "write to read, same group", ["WR"], ["RD"], ["CWL", "BL", "tWTR_L"]),
  row("bankGroup", "activate to activate, same group", ["ACT"], ["ACT"], ["tRRD_L"]),

  row("bank", "activate to column", ["ACT"], ["RD", "WR"], ["tRCD"]),
  row("bank", "activate to precharge", ["ACT"], ["PRE"], ["tRAS"]),
  row("bank", "row cycle", ["ACT"], ["ACT"], ["tRC"]),
  row("bank", "precharge to activate", ["PRE"], ["ACT"], ["tRP"]),
  row("bank", "read to precharge", ["RD"], ["PRE"], ["tRTP"]),
  row("bank", "write to precharge", ["WR"], ["PRE"], ["CWL", "BL", "tWR"]),
];

/** The latency of a constraint in nCK. */
export const latencyOf = ({ latency }: Constraint, figures: Figures): number =>
  latency.reduce((sum, term) => {
    const subtracted = term.startsWith("-");
    const figure = figures[(subtracted ? term.slice(1) : term) as FigureName];
    return subtracted ? sum - figure : sum + figure;
  }, 0);

/** The latency of a constraint as it is written: `CL + BL - CWL`. */
export const expressionOf = ({ latency }: Constraint): string => latency.join(" + ").replaceAll("+ -", "- ");
