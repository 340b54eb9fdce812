import type { Options } from "yargs";
import { ENGINE_NAMES } from "../host/engines.ts";
import { FORMAT_NAMES } from "../host/workload/formats.ts";
import type { Hardware } from "./hardware.ts";
import { Interruption } from "./interruption.ts";
import { runLine } from "./line-run.ts";
import type { Given } from "./options.ts";
import { PLATFORM_OPTIONS } from "./platform-options.ts";
import { runPlatform } from "./platform-run.ts";
import { ProgramTraces } from "./program-traces.ts";
import { Progress } from "./progress.ts";
import { parseChoices, type RunContext, type RunEnd } from "./run-choices.ts";
import { print, type Stdio } from "./stdio.ts";
import { DEFAULT_WAVE } from "./wave-paths.ts";

export const RUN_OPTIONS = {
  trace: {
    describe: "Memory trace, plain or gzip; several play side by side, a core each (default: a built-in one)",
    type: "string",
  },
  format: { describe: `Its format: ${FORMAT_NAMES.join(", ")}`, type: "string", defaultDescription: "auto" },
  lines: { describe: "Play no more than this many lines of each trace", type: "string" },
  seed: {
    describe: "Gives the keys and the data that the trace lacks",
    type: "string",
    defaultDescription: "1",
  },
  engine: {
    describe: `Simulation engine: ${ENGINE_NAMES.join(", ")}`,
    type: "string",
    defaultDescription: "event",
  },
  wave: { describe: 'VCD file, or "none"', type: "string", defaultDescription: DEFAULT_WAVE },
  report: {
    describe: "Report for people or machines: text, json",
    type: "string",
    defaultDescription: "text",
  },
  "by-keyid": { describe: "Show the stages of each keyID in the text; JSON always has them" },
  "reveal-secrets": { describe: "Show keys and cipher states in the waves" },
  ...PLATFORM_OPTIONS,
  "dump-dram": { describe: "Write what the memory's cells hold as JSON lines", type: "string" },
} as const satisfies Record<string, Options>;

/** Mismatches that are shown in full; all are counted. */
const SHOWN_MISMATCHES = 5;

/**
 * `cipherline run`: plays a memory trace through a whole platform, or the line cipher alone, and checks every line.
 * Returns the exit code: 0, 1 for a mismatch, 130 or 143 after a signal.
 */
export async function run(given: Record<string, Given>, stdio: Stdio, hardware: Hardware): Promise<number> {
  const choices = parseChoices(given);
  const { mode } = choices.settings;
  using interruption = new Interruption();
  using traces = new ProgramTraces(choices);
  await traces.open(interruption.signal);
  let shown = 0;
  let end: RunEnd;
  {
    using progress = new Progress(stdio.stderr, choices.lines && choices.lines * traces.paths.length);
    const context: RunContext = {
      traces,
      interruption,
      onProgress: progress.update.bind(progress),
      onMismatch(problem) {
        if (shown++ < SHOWN_MISMATCHES) stdio.stderr.write(`cipherline: ${problem}\n`);
      },
    };
    end =
      mode === "line"
        ? await runLine(choices, hardware, context)
        : await runPlatform(choices, mode, hardware, context);
  }
  await print(stdio.stdout, choices.report === "json" ? end.json : end.text);
  if (!interruption.reason) return end.mismatches === 0 ? 0 : 1;
  stdio.stderr.write(`cipherline: stopped by ${interruption.reason.name} at ${end.timePs} ps\n`);
  return interruption.reason.exitCode;
}
