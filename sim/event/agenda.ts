const SPAN = 1024;

/** Where a range of agenda entries may start: ranges do not share a word of the summary. */
export const align = (index: number): number => Math.ceil(index / SPAN) * SPAN;

/** Who is to be woken by whom, gathered before a run. */
export class Wiring {
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  /** Marks entry `entry` of the agenda whenever source `source` changes. */
  wake(source: number, entry: number): void {
    this.#from.push(source);
    this.#to.push(entry);
  }

  /** Entries by source: those of `s` are `entries[starts[s]]` up to `entries[starts[s + 1]]`. */
  bySource(sources: number): { starts: Int32Array; entries: Int32Array } {
    const starts = new Int32Array(sources + 2);
    for (const source of this.#from) starts[source + 2]++;
    for (let i = 2; i < starts.length; i++) starts[i] += starts[i - 1];
    const entries = new Int32Array(this.#to.length);
    this.#from.forEach((source, i) => {
      entries[starts[source + 1]++] = this.#to[i];
    });
    return { starts, entries };
  }
}

/**
 * What has to be looked at: a bitmap over entries with a summary bit a word, so that finding the next entry costs
 * nothing that grows with the design, and marking one twice nothing at all.
 */
export class Agenda {
  readonly #bits: Int32Array;
  readonly #summary: Int32Array;
  readonly #starts: Int32Array;
  readonly #entries: Int32Array;

  constructor(size: number, sources: number, wiring: Wiring) {
    this.#bits = new Int32Array(align(size) >> 5);
    this.#summary = new Int32Array(align(size) >> 10);
    const { starts, entries } = wiring.bySource(sources);
    this.#starts = starts;
    this.#entries = entries;
  }

  mark(entry: number): void {
    this.#bits[entry >>> 5] |= 1 << (entry & 31);
    this.#summary[entry >>> 10] |= 1 << ((entry >>> 5) & 31);
  }

  markRange(from: number, to: number): void {
    for (let entry = from; entry < to; entry++) this.mark(entry);
  }

  /** Marks everything that reads `source`. */
  wake(source: number): void {
    const entries = this.#entries;
    const bits = this.#bits;
    const summary = this.#summary;
    const end = this.#starts[source + 1];
    for (let i = this.#starts[source]; i < end; i++) {
      const entry = entries[i];
      bits[entry >>> 5] |= 1 << (entry & 31);
      summary[entry >>> 10] |= 1 << ((entry >>> 5) & 31);
    }
  }

  /** Visits and unmarks the marked entries of a range, lowest first, those marked meanwhile further on included. */
  drain(from: number, to: number, visit: (entry: number) => void): void {
    const bits = this.#bits;
    const summary = this.#summary;
    const end = align(to) >> 10;
    for (let s = from >> 10; s < end; s++) {
      while (summary[s] !== 0) {
        const word = (s << 5) + lowestBit(summary[s]);
        while (bits[word] !== 0) {
          const bit = lowestBit(bits[word]);
          bits[word] &= ~(1 << bit);
          visit((word << 5) + bit);
        }
        summary[s] &= ~(1 << (word & 31));
      }
    }
  }
}

const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
