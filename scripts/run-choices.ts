import { ENGINE_NAMES } from "../host/engines.ts";
import { UserError } from "../host/user-error.ts";
import { FORMAT_NAMES } from "../host/workload/formats.ts";
import { checkDistinct } from "./distinct-files.ts";
import { dumpPath } from "./dram-dump.ts";
import type { Interruption } from "./interruption.ts";
import { choice, flag, type Given, once, refuse, text, wholeNumber } from "./options.ts";
import { platformSettings, settingWords } from "./platform-options.ts";
import { MAX_CORES, MODES } from "./platform-settings.ts";
import type { ProgramTraces } from "./program-traces.ts";
import { DEFAULT_WAVE, wavePaths } from "./wave-paths.ts";

/** What the user chose for a run. */
export type RunChoices = ReturnType<typeof parseChoices>;

/** What a run is given beside its choices. */
export interface RunContext {
  readonly traces: Pick<ProgramTraces, "accesses" | "paths">;
  readonly interruption: Interruption;
  readonly onProgress: (lines: number, cycles: number) => void;
  /** Takes a mismatch as one line for people. */
  readonly onMismatch: (problem: string) => void;
}

/** What came of a run. */
export interface RunEnd {
  readonly mismatches: number;
  readonly timePs: number;
  /** The report for machines and for people. */
  readonly json: string;
  readonly text: string;
}

/** Throws UserError for a value that is not accepted. */
export function parseChoices(given: Record<string, Given>) {
  const traces = tracePaths(given.trace);
  const settings = platformSettings(given);
  const dumpDram = dumpPath(given["dump-dram"]);
  if (dumpDram !== undefined && settings.mode === "line") {
    throw refuse("dump-dram", dumpDram, "given in mode line", `--mode ${MODES.slice(1).join(", ")}`);
  }
  const isByKeyId = flag("by-keyid", given["by-keyid"]);
  if (isByKeyId && settings.mode === "line") {
    throw new UserError(`--by-keyid: given in mode line; accepted: --mode ${MODES.slice(1).join(", ")}`);
  }
  if (traces.length > 1 && settings.mode === "line") {
    throw new UserError(`--trace: given ${traces.length} times in mode line; accepted: once`);
  }
  const wave = wavePaths(given.wave ?? DEFAULT_WAVE);
  const named = (option: string, path: string | undefined) => (path === undefined ? [] : [{ option, path }]);
  checkDistinct(
    [...traces.flatMap((path) => named("trace", path)), ...named("config", once("config", given.config))],
    [...named("wave", wave?.vcd), ...named("wave", wave?.gtkw), ...named("dump-dram", dumpDram)],
  );
  return {
    traces,
    format: choice("format", given.format ?? "auto", FORMAT_NAMES),
    lines:
      given.lines === undefined ? undefined : wholeNumber("lines", given.lines, 1, Number.MAX_SAFE_INTEGER),
    seed: wholeNumber("seed", given.seed ?? "1", 0, Number.MAX_SAFE_INTEGER),
    engine: choice("engine", given.engine ?? "event", ENGINE_NAMES),
    report: choice("report", given.report ?? "text", ["text", "json"]),
    wave,
    revealSecrets: flag("reveal-secrets", given["reveal-secrets"]),
    isByKeyId,
    settings,
    dumpDram,
  };
}

/** The command that repeats a run. */
export function replayCommand(choices: RunChoices): string {
  const { traces, format, lines, seed, engine, report, wave, revealSecrets, isByKeyId, settings, dumpDram } =
    choices;
  const words = ["npx", "cipherline", "run", ...settingWords(settings)];
  for (const path of traces) words.push("--trace", path);
  if (traces.length > 0) words.push("--format", format);
  if (lines !== undefined) words.push("--lines", `${lines}`);
  words.push("--seed", `${seed}`, "--engine", engine, "--wave", wave?.vcd ?? "none", "--report", report);
  if (dumpDram !== undefined) words.push("--dump-dram", dumpDram);
  if (isByKeyId) words.push("--by-keyid");
  if (revealSecrets) words.push("--reveal-secrets");
  return words.map(shellWord).join(" ");
}

/** None for the built-in trace. */
function tracePaths(given: Given): readonly string[] {
  if (given === undefined) return [];
  const paths: readonly Given[] = Array.isArray(given) ? given : [given];
  if (paths.length > MAX_CORES) {
    throw new UserError(`--trace: given ${paths.length} times; accepted: ${MAX_CORES} times at most`);
  }
  return paths.map((path) => text("trace", path, "the path of a trace file"));
}

/** Quotes for a POSIX shell what it would not leave alone. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
