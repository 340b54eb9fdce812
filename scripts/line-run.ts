import { keyData } from "../host/workload/data.ts";
import type { Hardware } from "./hardware.ts";
import { play } from "./play.ts";
import { jsonReport, type Report, textReport } from "./report.ts";
import { type RunChoices, type RunContext, type RunEnd, replayCommand } from "./run-choices.ts";
import { formatMismatch, TracePlayer } from "./trace-player.ts";

/** Plays a trace through the line cipher alone. */
export async function runLine(choices: RunChoices, hardware: Hardware, context: RunContext): Promise<RunEnd> {
  const { seed, engine, wave, revealSecrets } = choices;
  const bytes = keyData(seed);
  const keys = { key1: bytes.subarray(0, 16), key2: bytes.subarray(16, 32) };
  let report: Report;
  {
    using memory = hardware.lineMemory({ engine, seed, ...keys, revealSecrets, ...(wave && { wave }) });
    const player = new TracePlayer(memory, keys, seed, (mismatch) =>
      context.onMismatch(formatMismatch(mismatch)),
    );
    const stage = {
      get waiting() {
        return memory.waiting;
      },
      waitingOf: () => memory.waiting,
      submit: player.submit.bind(player),
      advance: (waiting: number) => player.settle(memory.advance(waiting)),
      drain: () => player.settle(memory.drain()),
    };
    const onProgress = () => context.onProgress(player.moved.read + player.moved.write, memory.cycles);
    await play(context.traces.accesses, stage, { ...context, lines: choices.lines, onProgress });

    const { moved, verified, mismatches, latencies } = player;
    const { cycles, timePs } = memory;
    report = {
      command: replayCommand(choices),
      seed,
      engine,
      cycles,
      timePs,
      reads: moved.read,
      writes: moved.write,
      verified,
      mismatches,
      latencyCycles: { read: latencies.read.summary(), write: latencies.write.summary() },
      linesPerCycle: cycles === 0 ? 0 : (moved.read + moved.write) / cycles,
      wave: wave?.vcd ?? null,
    };
  } // the waves are closed here, before the report says where they are
  const { mismatches, timePs } = report;
  return { mismatches, timePs, json: jsonReport(report), text: textReport(report, wave?.gtkw) };
}
