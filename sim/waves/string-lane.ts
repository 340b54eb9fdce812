import type { BlockBuffer } from "./block-buffer.ts";

/** A row of text in a wave file, beside the signals: the name of a transaction, a decoded command. */
export interface Lane {
  /**
   * The text from the present time on. What is no printable ASCII character, spaces included, is written as `_`. With a
   * colour, by its X11 name, GTKWave fills the box; it stands before the text as `?colour?`, which other viewers show.
   */
  set(text: string, colour?: string): void;
}

/** A lane of a file that holds no text. */
export const NO_LANE: Lane = { set: () => {} };

export class StringLane implements Lane {
  readonly code: string;
  #text = "";
  #written = "";

  constructor(code: string) {
    this.code = code;
  }

  set(text: string, colour?: string): void {
    this.#text = colour === undefined ? text : `?${colour}?${text}`;
  }

  get isEmpty(): boolean {
    return this.#text === "";
  }

  write(buffer: BlockBuffer, all: boolean): void {
    if (this.#text === this.#written && !all) return;
    this.#written = this.#text;
    buffer.put("s");
    buffer.put(this.#text.replace(/[^!-~]/g, "_"));
    buffer.put(` ${this.code}\n`);
  }
}
