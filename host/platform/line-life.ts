const READ_STAGES = [
  "fabric queue",
  "hazard and drain",
  "address split",
  "keyID CAM",
  "memory queue",
  "DRAM",
  "from the memory",
  "tweak wait",
  "cipher wait",
  "decryption",
  "reorder",
  "response",
] as const;

const WRITE_STAGES = [
  "fabric queue",
  "hazard and drain",
  "whole line",
  "address split",
  "keyID CAM",
  "tweak wait",
  "cipher wait",
  "encryption",
  "memory queue",
  "from the memory",
  "reorder",
  "response",
] as const;

export type StageName = (typeof READ_STAGES | typeof WRITE_STAGES)[number];
export type Op = "read" | "write";

/**
 * The stages of a line's life, one after the other: of a read from its burst's address on the bus to its last beat, of a
 * write from its burst's address to the burst's answer. docs/platform.md says where each begins.
 */
export const STAGES: Readonly<Record<Op, readonly StageName[]>> = { read: READ_STAGES, write: WRITE_STAGES };

/** The way of one line through the memory system. Each moment of it is spent in one stage, so the stages add up. */
export class LineLife {
  readonly op: Op;
  /** When the address of its burst passed the bus, in ps. */
  readonly start: number;
  /** As the engine splits it off; a line that never came there, of a refused burst say, has none. */
  keyId: number | undefined;
  /** How long it has been in each stage that it has left, in ps, in the order of `STAGES`. */
  readonly spent: Float64Array;
  private index = 0;
  private since: number;

  constructor(op: Op, start: number) {
    this.op = op;
    this.start = start;
    this.since = start;
    this.spent = new Float64Array(STAGES[op].length);
  }

  get stage(): StageName {
    return STAGES[this.op][this.index];
  }

  /** Time in all stages that it has left, in ps. */
  get total(): number {
    return this.since - this.start;
  }

  /** Whether it has come to a stage. */
  reached(stage: StageName): boolean {
    return this.index >= STAGES[this.op].indexOf(stage);
  }

  /** Goes on to a later stage; what it has reached already is no news. */
  enter(stage: StageName, now: number): void {
    if (this.reached(stage)) return;
    this.leave(now);
    this.index = STAGES[this.op].indexOf(stage);
  }

  /** Leaves the present stage; the last one for good. */
  leave(now: number): void {
    this.spent[this.index] += now - this.since;
    this.since = now;
  }
}
