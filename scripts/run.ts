import type { Options } from "yargs";
import type { LineMemory } from "../host/line-memory.ts";
import type { Access } from "../host/workload/access.ts";
import { keyData } from "../host/workload/data.ts";
import { FORMAT_NAMES } from "../host/workload/formats.ts";
import { BUILTIN_TRACE, openTrace } from "../host/workload/trace.ts";
import type { Hardware } from "./hardware.ts";
import { Interruption } from "./interruption.ts";
import { choice, flag, type Given, text, wholeNumber } from "./options.ts";
import { Progress } from "./progress.ts";
import { jsonReport, type Report, textReport } from "./report.ts";
import { print, type Stdio } from "./stdio.ts";
import { formatMismatch, TracePlayer } from "./trace-player.ts";
import { DEFAULT_WAVE, wavePaths } from "./wave-paths.ts";

export const RUN_OPTIONS = {
  trace: { describe: "Memory trace, plain or gzip (default: a built-in one)", type: "string" },
  format: { describe: `Its format: ${FORMAT_NAMES.join(", ")}`, type: "string", defaultDescription: "auto" },
  lines: { describe: "Play no more than this many lines", type: "string" },
  seed: {
    describe: "Gives the keys and the data that the trace lacks",
    type: "string",
    defaultDescription: "1",
  },
  engine: { describe: "Simulation engine: event", type: "string", defaultDescription: "event" },
  wave: { describe: 'VCD file, or "none"', type: "string", defaultDescription: DEFAULT_WAVE },
  report: {
    describe: "Report for people or machines: text, json",
    type: "string",
    defaultDescription: "text",
  },
  "reveal-secrets": { describe: "Show keys and cipher states in the waves" },
} as const satisfies Record<string, Options>;

/** Requests are handed over in groups: the waiting ones never run out, and signals are seen between two groups. */
const GROUP = 64;

/** Mismatches that are shown in full; all are counted. */
const SHOWN_MISMATCHES = 5;

/**
 * `cipherline run`: plays a memory trace through the line cipher and checks every line. Returns the exit code: 0, 1 for
 * a mismatch, 130 or 143 after a signal.
 */
export async function run(given: Record<string, Given>, stdio: Stdio, hardware: Hardware): Promise<number> {
  const choices = parse(given);
  const { seed, engine, wave, lines, revealSecrets } = choices;
  const keyBytes = keyData(seed);
  const keys = { key1: keyBytes.subarray(0, 16), key2: keyBytes.subarray(16, 32) };

  using interruption = new Interruption();
  const accesses = await openTrace(choices.trace ?? BUILTIN_TRACE, choices.format, interruption.signal);
  let shown = 0;
  let report: Report;
  {
    using memory = hardware.lineMemory({ engine, seed, ...keys, revealSecrets, ...(wave && { wave }) });
    const player = new TracePlayer(memory, keys, seed, (mismatch) => {
      if (shown++ < SHOWN_MISMATCHES) stdio.stderr.write(`cipherline: ${formatMismatch(mismatch)}\n`);
    });
    using progress = new Progress(stdio.stderr, lines);
    await play(accesses, lines, memory, player, interruption, () =>
      progress.update(player.moved.read + player.moved.write, memory.cycles),
    );
    report = reportOf(choices, memory, player);
  } // the waves are closed here, before the report says where they are

  await print(stdio.stdout, choices.report === "json" ? jsonReport(report) : textReport(report, wave?.gtkw));
  if (!interruption.reason) return report.mismatches === 0 ? 0 : 1;
  stdio.stderr.write(`cipherline: stopped by ${interruption.reason.name} at ${report.timePs} ps\n`);
  return interruption.reason.exitCode;
}

type Choices = ReturnType<typeof parse>;

function parse(given: Record<string, Given>) {
  const trace =
    given.trace === undefined ? undefined : text("trace", given.trace, "the path of a trace file");
  return {
    trace,
    format: choice("format", given.format ?? "auto", FORMAT_NAMES),
    lines:
      given.lines === undefined ? undefined : wholeNumber("lines", given.lines, 1, Number.MAX_SAFE_INTEGER),
    seed: wholeNumber("seed", given.seed ?? "1", 0, Number.MAX_SAFE_INTEGER),
    engine: choice("engine", given.engine ?? "event", ["event"]),
    report: choice("report", given.report ?? "text", ["text", "json"]),
    wave: wavePaths(given.wave ?? DEFAULT_WAVE),
    revealSecrets: flag("reveal-secrets", given["reveal-secrets"]),
  };
}

async function play(
  accesses: AsyncIterable<Access>,
  lines: number | undefined,
  memory: LineMemory,
  player: TracePlayer,
  interruption: Interruption,
  onProgress: () => void,
): Promise<void> {
  let submitted = 0;
  try {
    for await (const access of accesses) {
      player.submit(access);
      if (++submitted === lines) break;
      if (memory.waiting < 2 * GROUP) continue;
      player.settle(memory.advance(GROUP));
      onProgress();
      if (!(await interruption.breathe())) return;
    }
  } catch (error) {
    if (interruption.reason) return; // the reader was told to stop
    throw error;
  }
  for (let left = memory.waiting - GROUP; left > 0; left -= GROUP) {
    player.settle(memory.advance(left));
    onProgress();
    if (!(await interruption.breathe())) return;
  }
  player.settle(memory.drain());
}

function reportOf(choices: Choices, memory: LineMemory, player: TracePlayer): Report {
  const { moved, verified, mismatches, latencies } = player;
  const { cycles, timePs } = memory;
  return {
    command: replayCommand(choices),
    seed: choices.seed,
    engine: choices.engine,
    cycles,
    timePs,
    reads: moved.read,
    writes: moved.write,
    verified,
    mismatches,
    latencyCycles: { read: latencies.read.summary(), write: latencies.write.summary() },
    linesPerCycle: cycles === 0 ? 0 : (moved.read + moved.write) / cycles,
    wave: choices.wave?.vcd ?? null,
  };
}

function replayCommand({ trace, format, lines, seed, engine, report, wave, revealSecrets }: Choices): string {
  const words = ["npx", "cipherline", "run"];
  if (trace !== undefined) words.push("--trace", trace, "--format", format);
  if (lines !== undefined) words.push("--lines", `${lines}`);
  words.push("--seed", `${seed}`, "--engine", engine, "--wave", wave?.vcd ?? "none", "--report", report);
  if (revealSecrets) words.push("--reveal-secrets");
  return words.map(shellWord).join(" ");
}

/** Quotes for a POSIX shell what it would not leave alone. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
