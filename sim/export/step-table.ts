import type { PortRecording } from "./port-recording.ts";
import type { Column } from "./vectors.ts";

/** Hex digits of a time in ps, and of a count of edges. */
const TIME_DIGITS = 16;
const COUNT_DIGITS = 8;

/**
 * The memory that leads a testbench through the steps. A row holds, from the least significant end: the time, the edges
 * of each domain so far, the level of each clock, and a bit for each column that has a new row at this step. Each begins
 * at a hex digit of its own.
 */
export class StepTable implements Column {
  readonly name = "steps";
  readonly rows: number;
  readonly steps: readonly number[];
  readonly #recording: PortRecording;
  readonly #columns: readonly Column[];

  constructor(recording: PortRecording, columns: readonly Column[]) {
    this.rows = recording.steps;
    this.steps = Array.from({ length: this.rows }, (_, step) => step);
    this.#recording = recording;
    this.#columns = columns;
  }

  get width(): number {
    return this.#moveLow + 4 * Math.ceil(this.#columns.length / 4);
  }

  /** The time in ps, as a range of bits. */
  get time(): string {
    return `${4 * TIME_DIGITS - 1}:0`;
  }

  /** Active edges of a domain so far. */
  edges(domain: number): string {
    const low = 4 * (TIME_DIGITS + COUNT_DIGITS * domain);
    return `${low + 4 * COUNT_DIGITS - 1}:${low}`;
  }

  /** The level of a clock. */
  clock(index: number): string {
    return `${this.#clockLow + 4 * index}`;
  }

  /** Whether a column has a new row. */
  moves(column: Column): string {
    return `${this.#moveLow + this.#columns.indexOf(column)}`;
  }

  text(): string {
    const { clocks, netlist } = this.#recording;
    const moves = Array.from({ length: this.rows }, () => 0n);
    for (const [bit, { steps }] of this.#columns.entries()) {
      for (const step of steps) moves[step] |= 1n << BigInt(bit);
    }
    return moves
      .map((moved, step) => {
        let row = moved.toString(16).padStart(Math.ceil(this.#columns.length / 4), "0");
        const levels = clocks.row("value", clocks.rowAt(step));
        for (let k = levels.length - 1; k >= 0; k--) row += levels[k] & 1;
        for (let domain = netlist.domains.length - 1; domain >= 0; domain--) {
          row += this.#recording.edgesAt(step, domain).toString(16).padStart(COUNT_DIGITS, "0");
        }
        return `${row}${this.#recording.timeOf(step).toString(16).padStart(TIME_DIGITS, "0")}\n`;
      })
      .join("");
  }

  get #clockLow(): number {
    return 4 * (TIME_DIGITS + COUNT_DIGITS * this.#recording.netlist.domains.length);
  }

  get #moveLow(): number {
    return this.#clockLow + 4 * this.#recording.clocks.fields.length;
  }
}
