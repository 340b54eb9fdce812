import type { State } from "../netlist/engine.ts";
import type { BlockBuffer } from "./block-buffer.ts";
import { FOUR_STATE, putKnown, putUnknown } from "./digits.ts";
import type { Track } from "./variable.ts";

const NEWLINE = 10;
const SPACE = 32;
const VECTOR = 98;
/** Bytes a code takes in the table of codes; four digits count to 78 million. */
const CODE_BYTES = 8;

/** Writes signals of one bit, those that changed since the last time. */
export class BitTracks {
  readonly #offset: Int32Array;
  readonly #shadow: Uint8Array;
  readonly #codes: Codes;

  constructor(tracks: readonly Track[], state: State) {
    this.#offset = Int32Array.from(tracks, ({ node }) => state.offset(node));
    this.#shadow = new Uint8Array(tracks.length);
    this.#codes = new Codes(tracks);
  }

  write(state: State, buffer: BlockBuffer, all: boolean): void {
    const { value, unknown } = state;
    const { bytes } = buffer;
    const offset = this.#offset;
    const shadow = this.#shadow;
    for (let i = 0; i < offset.length; i++) {
      const now = value[offset[i]] | (unknown[offset[i]] << 1);
      if (now === shadow[i] && !all) continue;
      shadow[i] = now;
      bytes[buffer.at++] = FOUR_STATE[now];
      buffer.at = this.#codes.put(bytes, buffer.at, i);
      buffer.spill();
    }
  }
}

/** Writes signals of several bits, those that changed since the last time. */
export class WordTracks {
  readonly #offset: Int32Array;
  readonly #width: Int32Array;
  /** Where in the shadow planes a signal begins; one entry more than there are signals. */
  readonly #own: Int32Array;
  readonly #value: Int32Array;
  readonly #unknown: Int32Array;
  readonly #codes: Codes;

  constructor(tracks: readonly Track[], state: State) {
    this.#offset = Int32Array.from(tracks, ({ node }) => state.offset(node));
    this.#width = Int32Array.from(tracks, ({ width }) => width);
    this.#own = new Int32Array(tracks.length + 1);
    for (const [i, { width }] of tracks.entries()) this.#own[i + 1] = this.#own[i] + Math.ceil(width / 32);
    this.#value = new Int32Array(this.#own[tracks.length]);
    this.#unknown = new Int32Array(this.#own[tracks.length]);
    this.#codes = new Codes(tracks);
  }

  write(state: State, buffer: BlockBuffer, all: boolean): void {
    const { value, unknown } = state;
    const own = this.#own;
    const lastValue = this.#value;
    const lastUnknown = this.#unknown;
    const { bytes, view } = buffer;
    for (let i = 0; i < this.#offset.length; i++) {
      const low = this.#offset[i];
      const shift = low - own[i];
      const end = own[i + 1];
      let differs = 0;
      for (let k = own[i]; k < end; k++) {
        differs |= (value[k + shift] ^ lastValue[k]) | (unknown[k + shift] ^ lastUnknown[k]);
      }
      if (differs === 0 && !all) continue;
      let isUnknown = 0;
      for (let k = own[i]; k < end; k++) {
        lastValue[k] = value[k + shift];
        isUnknown |= lastUnknown[k] = unknown[k + shift];
      }
      let at = buffer.at;
      bytes[at++] = VECTOR;
      at =
        isUnknown === 0
          ? putKnown(view, at, value, low, end - own[i])
          : putUnknown(view, at, value, unknown, low, this.#width[i]);
      bytes[at++] = SPACE;
      buffer.at = this.#codes.put(bytes, at, i);
      buffer.spill();
    }
  }
}

/** The codes of tracks as bytes, each with the end of its line. */
class Codes {
  readonly #bytes: Uint8Array;

  constructor(tracks: readonly Track[]) {
    this.#bytes = new Uint8Array(tracks.length * CODE_BYTES).fill(NEWLINE);
    for (const [i, { code }] of tracks.entries()) {
      for (let k = 0; k < code.length; k++) this.#bytes[i * CODE_BYTES + k] = code.charCodeAt(k);
    }
  }

  /** Returns the position behind the line. */
  put(to: Uint8Array, at: number, track: number): number {
    let end = at;
    let from = track * CODE_BYTES;
    do to[end] = this.#bytes[from++];
    while (to[end++] !== NEWLINE);
    return end;
  }
}
