import { Presets, SingleBar } from "cli-progress";
import type { Stdio } from "./stdio.ts";

/** A progress line on a terminal, and nothing elsewhere; `total` lines, if that is known. Disposing clears it. */
export class Progress implements Disposable {
  private readonly bar: SingleBar | undefined;

  constructor(stderr: Stdio["stderr"], total: number | undefined) {
    if (!stderr.isTTY) return;
    const format = total
      ? "{bar} {value}/{total} lines, {cycles} cycles, {duration_formatted}"
      : "{value} lines, {cycles} cycles, {duration_formatted}";
    // Interruptions are ours to handle: the bar's own handlers would end the process before the waves are closed.
    const options = { format, stream: stderr, clearOnComplete: true, gracefulExit: false };
    this.bar = new SingleBar(options, Presets.shades_classic);
    this.bar.start(total ?? 0, 0, { cycles: 0 });
  }

  update(lines: number, cycles: number): void {
    this.bar?.update(lines, { cycles });
  }

  [Symbol.dispose](): void {
    this.bar?.stop();
  }
}

/** A line on a terminal while another program works, with the seconds that it took and may take. Disposing clears it. */
export class Waiting implements Disposable {
  private readonly bar: SingleBar | undefined;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(stderr: Stdio["stderr"], program: string, seconds: number) {
    if (!stderr.isTTY) return;
    const format = `${program} works: {value} s of at most {total} s`;
    const bar = new SingleBar({ format, stream: stderr, clearOnComplete: true, gracefulExit: false });
    bar.start(seconds, 0);
    this.bar = bar;
    this.timer = setInterval(() => bar.increment(), 1000);
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
    this.bar?.stop();
  }
}
