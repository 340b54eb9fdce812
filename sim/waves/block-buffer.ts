import type { Sink } from "./sink.ts";

const BLOCK = 1 << 20;
/** Room for a time stamp between two calls of `spill`. */
const STAMP = 32;

/**
 * Bytes on their way to a sink, in large blocks. Writers put a record at `at`, move `at` and call `spill`: after it
 * there is room for one more record and a time stamp.
 */
export class BlockBuffer {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at = 0;
  readonly #sink: Sink;
  #handedOn = 0;

  /** `largest`: bytes of the longest record. */
  constructor(sink: Sink, largest: number) {
    this.#sink = sink;
    this.bytes = new Uint8Array(BLOCK + largest + STAMP);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Bytes put in so far. */
  get written(): number {
    return this.#handedOn + this.at;
  }

  spill(): void {
    if (this.at > BLOCK) this.flush();
  }

  /** Hands everything on. The bytes leave the buffer even if the sink fails. */
  flush(): void {
    const length = this.at;
    this.at = 0;
    this.#handedOn += length;
    if (length > 0) this.#sink.write(this.bytes.subarray(0, length));
  }

  /** Text of ASCII characters, of any length. */
  put(text: string): void {
    for (let i = 0; i < text.length; i++) {
      this.bytes[this.at++] = text.charCodeAt(i);
      this.spill();
    }
  }
}
