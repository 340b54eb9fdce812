import type { Access } from "../host/workload/access.ts";
import type { Interruption } from "./interruption.ts";

/** Lines are handed over in groups: the waiting ones never run out, and signals are seen between two groups. */
const GROUP = 64;

/** What traces are played through. */
export interface Stage {
  /** Lines that have not begun. */
  readonly waiting: number;
  /** Those of one trace. */
  waitingOf(trace: number): number;
  /** Appends a line of a trace; the clock does not move. */
  submit(access: Access, trace: number): void;
  /** Runs the clock until no more than `waiting` lines wait, or for a while, and checks what is done. */
  advance(waiting: number): void;
  /** Runs the clock until every line is done, and checks the rest. */
  drain(): void;
}

export interface PlayOptions {
  /** At most so many lines of each trace. */
  readonly lines: number | undefined;
  readonly interruption: Interruption;
  /** Called after each group. */
  readonly onProgress: () => void;
}

/** Plays traces side by side to their ends, or until a signal comes: then what is under way stays so. */
export async function play(
  traces: readonly AsyncIterable<Access>[],
  stage: Stage,
  { lines, interruption, onProgress }: PlayOptions,
): Promise<void> {
  const feeds = traces.map((accesses) => first(lines, accesses));
  try {
    for (;;) {
      for (const [trace, feed] of feeds.entries()) {
        while (stage.waitingOf(trace) < 2 * GROUP) {
          const { done, value } = await feed.next();
          if (done) break;
          stage.submit(value, trace);
        }
      }
      if (stage.waiting === 0) break;
      stage.advance(Math.max(0, stage.waiting - GROUP));
      onProgress();
      if (!(await interruption.breathe())) return;
    }
  } catch (error) {
    if (interruption.reason) return; // the reader was told to stop
    throw error;
  } finally {
    for (const feed of feeds) await feed.return();
  }
  stage.drain();
}

/** The first `count` items, all of them if there is none; asks for no more. */
async function* first<T>(count: number | undefined, items: AsyncIterable<T>): AsyncGenerator<T, void> {
  let taken = 0;
  for await (const item of items) {
    yield item;
    if (++taken === count) return;
  }
}
