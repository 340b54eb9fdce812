import type { Access } from "../host/workload/access.ts";
import type { Interruption } from "./interruption.ts";

/** Lines are handed over in groups: the waiting ones never run out, and signals are seen between two groups. */
const GROUP = 64;

/** What a trace is played through. */
export interface Stage {
  /** Lines that the hardware has not taken yet. */
  readonly waiting: number;
  /** Appends a line; the clock does not move. */
  submit(access: Access): void;
  /** Runs the clock until no more than `waiting` lines wait, and checks what is done. */
  advance(waiting: number): void;
  /** Runs the clock until every line is done, and checks the rest. */
  drain(): void;
}

export interface PlayOptions {
  /** At most so many lines. */
  readonly lines: number | undefined;
  readonly interruption: Interruption;
  /** Called after each group. */
  readonly onProgress: () => void;
}

/** Plays a trace to its end, or until a signal comes: then what is under way stays so. */
export async function play(
  accesses: AsyncIterable<Access>,
  stage: Stage,
  { lines, interruption, onProgress }: PlayOptions,
): Promise<void> {
  let submitted = 0;
  try {
    for await (const access of accesses) {
      stage.submit(access);
      if (++submitted === lines) break;
      if (stage.waiting < 2 * GROUP) continue;
      stage.advance(GROUP);
      onProgress();
      if (!(await interruption.breathe())) return;
    }
  } catch (error) {
    if (interruption.reason) return; // the reader was told to stop
    throw error;
  }
  for (let left = stage.waiting - GROUP; left > 0; left -= GROUP) {
    stage.advance(left);
    onProgress();
    if (!(await interruption.breathe())) return;
  }
  stage.drain();
}
