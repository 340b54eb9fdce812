import { Fifo } from "../../sim/bench/fifo.ts";
import type { Access } from "../workload/access.ts";

/** A line to move over the bus. */
export interface LineJob extends Pick<Access, "op" | "instructions"> {
  /** With the keyID in its top bits. */
  readonly address: number;
  /** Names the line whatever its keyID: jobs of one line keep their order. */
  readonly physical: number;
  readonly data?: Uint8Array;
}

/** Where the bus gets its jobs from, in the order of a program. */
export interface JobSource {
  /** Jobs that the source has not begun. */
  readonly waiting: number;
  /** What the bus is to take next, if it is there. */
  readonly next: LineJob | undefined;
  /** Appends a job. */
  submit(job: LineJob): void;
  /** The bus has taken `next`. */
  take(): void;
  /** A job that the bus took has its answer. */
  answered(job: LineJob): void;
  /** The bus's clock goes on by a cycle, once the bus has taken what it can and answers are in. */
  tick(): void;
}

/** Jobs as fast as the bus takes them. */
export class JobQueue implements JobSource {
  private readonly jobs = new Fifo<LineJob>();

  get waiting(): number {
    return this.jobs.length;
  }

  get next(): LineJob | undefined {
    return this.jobs.first;
  }

  submit(job: LineJob): void {
    this.jobs.push(job);
  }

  take(): void {
    this.jobs.shift();
  }

  answered(): void {}

  tick(): void {}
}
