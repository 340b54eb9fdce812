import type { State } from "../netlist/engine.ts";
import type { Netlist, SignalId } from "../netlist/netlist.ts";

/** A signal of a track. */
export interface Field {
  readonly signal: SignalId;
  /** Bits. */
  readonly width: number;
  /** Its first word in a row. */
  readonly at: number;
}

/**
 * Signals that are recorded together, by the step: a row of their values where one of them differs from the row before.
 * A row is the words of its fields one after the other, in the two planes of `State`.
 */
export class Track {
  readonly fields: readonly Field[];
  /** 32-bit words of a row, in each plane. */
  readonly words: number;
  readonly #state: State;
  /** Where each word of a row comes from. */
  readonly #from: Int32Array;
  #value = new Int32Array();
  #unknown = new Int32Array();
  /** The step at which each row begins. */
  readonly #steps: number[] = [];

  constructor({ nodes, signals }: Netlist, state: State, ids: readonly SignalId[]) {
    const from: number[] = [];
    this.fields = ids.map((signal) => {
      const { node } = signals[signal];
      const { width } = nodes[node];
      const at = from.length;
      for (let word = 0; word < Math.ceil(width / 32); word++) from.push(state.offset(node) + word);
      return { signal, width, at };
    });
    this.words = from.length;
    this.#from = Int32Array.from(from);
    this.#state = state;
  }

  get rows(): number {
    return this.#steps.length;
  }

  /** The step at which a row begins; it ends where the next begins. */
  stepOf(row: number): number {
    return this.#steps[row];
  }

  /** The row that holds at a step, -1 before the first. */
  rowAt(step: number): number {
    let low = 0;
    let high = this.#steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The words of a row in one plane. */
  row(plane: "value" | "unknown", row: number): Int32Array {
    const words = plane === "value" ? this.#value : this.#unknown;
    return words.subarray(row * this.words, (row + 1) * this.words);
  }

  /** Takes the present values as those of a step: false where they are as before, and no row is kept. */
  capture(step: number): boolean {
    const { value, unknown } = this.#state;
    const at = this.#steps.length * this.words;
    if (at + this.words > this.#value.length) this.#grow();
    let differs = this.#steps.length === 0 ? 1 : 0;
    const before = differs === 0 ? at - this.words : at;
    for (let i = 0; i < this.words; i++) {
      const from = this.#from[i];
      const v = (this.#value[at + i] = value[from]);
      const u = (this.#unknown[at + i] = unknown[from]);
      differs |= (v ^ this.#value[before + i]) | (u ^ this.#unknown[before + i]);
    }
    if (differs !== 0) this.#steps.push(step);
    return differs !== 0;
  }

  #grow(): void {
    const length = Math.max(64 * this.words, 2 * this.#value.length);
    const value = new Int32Array(length);
    const unknown = new Int32Array(length);
    value.set(this.#value);
    unknown.set(this.#unknown);
    this.#value = value;
    this.#unknown = unknown;
  }
}
