import { Fifo } from "../../sim/bench/fifo.ts";
import { instructionsOf } from "../workload/access.ts";
import type { JobSource, LineJob } from "./job-source.ts";

export interface CoreOptions {
  readonly clockMhz: number;
  /** Instructions that enter the window in a cycle, and that leave it. */
  readonly issueWidth: number;
  /** Instructions that have been issued and not retired. */
  readonly window: number;
  /** Reads that may be without their data at once, and as many writes without their answer. */
  readonly misses: number;
}

/** A read on its way. */
interface Read {
  readonly job: LineJob;
  /** The number of its instruction, from 0. */
  readonly instruction: number;
  isBack: boolean;
}

/** The product of a clock in MHz and its period in ps. */
const CYCLE = 1_000_000;

/**
 * A processor core as trace-driven simulators have it (Kim, Yang, Mutlu: Ramulator, 2015): in each cycle instructions
 * enter a window in order, and leave it in order. One that reads leaves when its data is back, so that the window fills
 * behind it; meanwhile the reads inside the window are under way side by side. Writes are posted.
 */
export class Core implements JobSource {
  /** From its first instruction to its last one's retirement. */
  cycles = 0;
  /** Instructions that have left the window. */
  retired = 0;
  private readonly options: CoreOptions;
  /** A cycle of the bus in those of the core, times CYCLE: a whole number, so that no part of a cycle is lost. */
  private readonly step: number;
  /** Of a core's cycle, times CYCLE. */
  private phase = 0;
  private issued = 0;
  private readonly jobs = new Fifo<LineJob>();
  /** Instructions up to the first job's, that one counted, which are not issued. */
  private left = 0;
  /** What waits for the bus. */
  private readonly posted = new Fifo<LineJob>();
  /** In the order of the program. */
  private readonly reads: Read[] = [];
  private readonly open = { read: 0, write: 0 };

  constructor(options: CoreOptions, busPeriodPs: number) {
    this.options = options;
    this.step = options.clockMhz * busPeriodPs;
  }

  get waiting(): number {
    return this.jobs.length;
  }

  get next(): LineJob | undefined {
    return this.posted.first;
  }

  /** Every instruction has retired, as far as jobs have come. */
  get isDone(): boolean {
    return this.jobs.length + this.reads.length === 0 && this.retired === this.issued;
  }

  submit(job: LineJob): void {
    if (this.jobs.length === 0) this.left = instructionsOf(job);
    this.jobs.push(job);
  }

  take(): void {
    this.posted.shift();
  }

  answered(job: LineJob): void {
    this.open[job.op]--;
    const read = this.reads.find((one) => one.job === job);
    if (read) read.isBack = true;
  }

  tick(): void {
    this.phase += this.step;
    for (; this.phase >= CYCLE; this.phase -= CYCLE) this.cycle();
  }

  private cycle(): void {
    while (this.reads[0]?.isBack) this.reads.shift();
    if (this.isDone) return;
    this.cycles++;
    this.retire();
    this.issue();
  }

  /** A read whose instruction has retired before it was issued holds up those behind it. */
  private retire(): void {
    const end = this.reads[0]?.instruction ?? this.issued;
    this.retired = Math.max(this.retired, Math.min(this.retired + this.options.issueWidth, end));
  }

  private issue(): void {
    const { issueWidth, window, misses } = this.options;
    let slots = Math.min(issueWidth, window - (this.issued - this.retired));
    for (let job = this.jobs.first; job; job = this.jobs.first) {
      const canPost = this.open[job.op] < misses;
      const ready = canPost ? this.left : Math.max(0, this.left - 1);
      const count = Math.min(slots, ready);
      slots -= count;
      this.issued += count;
      this.left -= count;
      if (!canPost || this.left > 0) return;
      this.post(job);
    }
  }

  private post(job: LineJob): void {
    this.open[job.op]++;
    if (job.op === "read") this.reads.push({ job, instruction: this.issued - 1, isBack: false });
    this.posted.push(job);
    this.jobs.shift();
    const next = this.jobs.first;
    if (next) this.left = instructionsOf(next);
  }
}
