import { DesignError } from "../netlist/error.ts";
import { VcdDeclarations } from "./vcd-declarations.ts";
import type { VcdHeader, VcdSignal } from "./vcd-tree.ts";

/** Takes what a VCD file says, in the order of the file. */
export interface VcdHandler {
  header?(header: VcdHeader): void;
  /** A time stamp, in units of the timescale. */
  time?(time: number): void;
  /**
   * A value from the present time on: for bits all `width` characters 0 1 x z, most significant first; for reals and
   * strings the text as it is written. Comes again where the file repeats a value.
   */
  change?(signal: VcdSignal, value: string): void;
  /** `$dumpvars`, `$dumpall`, `$dumpon` or `$dumpoff`, and the `$end` of each. */
  section?(keyword: string): void;
}

/** How far a file was read without fault: all before this was handed on. */
export interface VcdProgress {
  /** The time in force, in units of the timescale. */
  readonly time: number;
  /** The line and the byte behind the last whole record, the line from 1 and the byte from 0. */
  readonly line: number;
  readonly bytes: number;
}

const LONGEST = (1 << 20) + 16;
/** Words of a header text that are kept. */
const WORDS = 4096;
/** Codes up to this length are looked up as numbers. */
const SHORT = 6;
const NEWLINE = 10;
const BLANKS = new Uint8Array(256);
for (const blank of "\t\n\v\f\r ") BLANKS[blank.charCodeAt(0)] = 1;
/** What each character says as a bit: an index into `BIT_VALUES`, or 0. */
const BITS = new Uint8Array(256);
const BIT_VALUES = ["", "0", "1", "x", "z", "x", "z"];
for (const [i, character] of [..."01xzXZ"].entries()) BITS[character.charCodeAt(0)] = i + 1;
const CAPITALS = 5;
const SECTIONS: ReadonlySet<string> = new Set(["$dumpvars", "$dumpall", "$dumpon", "$dumpoff"]);
const TEXTS: ReadonlySet<string> = new Set(["real", "realtime", "shortreal", "string"]);

/**
 * Reads a VCD file in pieces of any size, in memory that grows with the header only. A fault is a DesignError WAVE
 * with the file, line and byte, from `push` or `end`; what was handed on before it stands, as `progress` says.
 */
export class VcdReader {
  readonly #handler: VcdHandler;
  readonly #file: string;
  readonly #declarations = new VcdDeclarations();
  readonly #signals = new Map<number | string, VcdSignal>();
  #bytes: Buffer = Buffer.alloc(0);
  /** Where `#bytes` begins in the file, and the token in work in `#bytes`. */
  #base = 0;
  #from = 0;
  #to = 0;
  #line = 1;
  #inBody = false;
  /** A command that waits for its `$end`, and its words. */
  #keyword = "";
  #words: string[] = [];
  #section = "";
  /** A vector or text that waits for its code. */
  #value: string | undefined;
  #isText = false;
  #time = 0;
  #wholeLine = 1;
  #wholeBytes = 0;

  /** `file`: its name for errors. */
  constructor(handler: VcdHandler, file: string) {
    this.#handler = handler;
    this.#file = file;
  }

  get progress(): VcdProgress {
    return { time: this.#time, line: this.#wholeLine, bytes: this.#wholeBytes };
  }

  push(piece: Uint8Array): void {
    const more = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, more]) : more;
    this.#bytes = bytes;
    let at = 0;
    for (;;) {
      for (; at < bytes.length && BLANKS[bytes[at]] === 1; at++) if (bytes[at] === NEWLINE) this.#line++;
      this.#from = at;
      while (at < bytes.length && BLANKS[bytes[at]] === 0) at++;
      if (at - this.#from > LONGEST) this.#fail(`a word is longer than ${LONGEST} bytes`);
      if (at === bytes.length) break;
      this.#to = at;
      if (this.#inBody) this.#change();
      else this.#declare();
    }
    // The piece belongs to the caller again.
    this.#bytes = Buffer.from(bytes.subarray(this.#from));
    this.#base += this.#from;
    this.#from = 0;
  }

  /** Says that the file ends here. */
  end(): void {
    if (this.#bytes.length > 0 || this.#value !== undefined) this.#fail("the file is cut inside a line");
    if (this.#keyword || this.#section) this.#fail(`${this.#keyword || this.#section} has no $end`);
    if (!this.#inBody) this.#fail("the file has no $enddefinitions");
  }

  #declare(): void {
    const word = this.#word(this.#from);
    if (this.#keyword === "") {
      if (word[0] !== "$")
        this.#fail(`"${word}" stands where a command is due; $enddefinitions may be missing`);
      this.#keyword = word;
    } else if (word !== "$end") {
      if (this.#words.length < WORDS) this.#words.push(word);
    } else if (this.#keyword === "$enddefinitions") {
      this.#keyword = "";
      this.#inBody = true;
      for (const signal of this.#declarations.header.signals) this.#signals.set(codeKey(signal.code), signal);
      this.#whole();
      this.#handler.header?.(this.#declarations.header);
    } else {
      const fault = this.#declarations.command(this.#keyword, this.#words);
      if (fault) this.#fail(fault);
      this.#keyword = "";
      this.#words = [];
      this.#whole();
    }
  }

  #change(): void {
    const first = this.#bytes[this.#from];
    if (this.#keyword !== "") {
      if (this.#word(this.#from) === "$end") this.#keyword = "";
      return;
    }
    if (this.#value !== undefined) {
      const value = this.#value;
      const signal = this.#signal(this.#from, this.#isText);
      if (!this.#isText && value.length > signal.width) {
        this.#fail(`${signal.names[0]} has ${signal.width} bits, its value ${value.length}`);
      }
      this.#value = undefined;
      this.#whole();
      this.#handler.change?.(signal, this.#isText ? value : extended(value, signal.width));
      return;
    }
    const scalar = BITS[first];
    if (scalar !== 0) {
      const signal = this.#signal(this.#from + 1, false);
      if (signal.width !== 1) this.#fail(`${signal.names[0]} has ${signal.width} bits, its value 1`);
      this.#whole();
      this.#handler.change?.(signal, BIT_VALUES[scalar]);
      return;
    }
    switch (String.fromCharCode(first)) {
      case "b":
      case "B":
        this.#value = this.#bits();
        this.#isText = false;
        return;
      case "r":
      case "R":
      case "s":
      case "S":
        this.#value = this.#word(this.#from + 1);
        this.#isText = true;
        return;
      case "#":
        this.#stamp();
        return;
      default:
        this.#command(this.#word(this.#from));
    }
  }

  #command(word: string): void {
    if (word === "$comment") {
      this.#keyword = word;
      return;
    }
    const isEnd = word === "$end" && this.#section !== "";
    if (!isEnd && (this.#section !== "" || !SECTIONS.has(word))) this.#fail(`"${word}" is no value change`);
    this.#section = isEnd ? "" : word;
    this.#whole();
    this.#handler.section?.(word);
  }

  #stamp(): void {
    const digits = this.#word(this.#from + 1);
    const time = Number(digits);
    if (!/^\d+$/.test(digits)) this.#fail(`"#${digits}" is no time`);
    if (!Number.isSafeInteger(time)) this.#fail(`the time ${digits} is over 2^53 - 1`);
    if (time < this.#time) this.#fail(`the time goes back from ${this.#time} to ${time}`);
    this.#time = time;
    this.#whole();
    this.#handler.time?.(time);
  }

  #bits(): string {
    const bytes = this.#bytes;
    let hasCapitals = false;
    for (let at = this.#from + 1; at < this.#to; at++) {
      const bit = BITS[bytes[at]];
      if (bit === 0) this.#fail(`"${this.#word(this.#from)}" is no binary value`);
      if (bit >= CAPITALS) hasCapitals = true;
    }
    const digits = this.#word(this.#from + 1);
    if (digits === "") this.#fail("a binary value has no digits");
    return hasCapitals ? digits.toLowerCase() : digits;
  }

  /** The signal whose code ends the token. */
  #signal(from: number, isText: boolean): VcdSignal {
    let key = this.#to - from;
    if (key === 0) this.#fail("a value has no code");
    if (key > SHORT) return this.#checked(this.#signals.get(this.#word(from)), from, isText);
    for (let at = from; at < this.#to; at++) key = key * 256 + this.#bytes[at];
    return this.#checked(this.#signals.get(key), from, isText);
  }

  #checked(signal: VcdSignal | undefined, from: number, isText: boolean): VcdSignal {
    if (!signal) this.#fail(`the code "${this.#word(from)}" is not declared`);
    if (isText !== TEXTS.has(signal.type)) {
      this.#fail(`${signal.names[0]} is a ${signal.type}, its value is ${isText ? "text" : "bits"}`);
    }
    return signal;
  }

  #word(from: number): string {
    return this.#bytes.toString("latin1", from, this.#to);
  }

  #whole(): void {
    this.#wholeLine = this.#line;
    this.#wholeBytes = this.#base + this.#to;
  }

  #fail(problem: string): never {
    const { time, line, bytes } = this.progress;
    throw new DesignError(
      "WAVE",
      `${problem} (byte ${this.#base + this.#from}); whole up to time ${time}, line ${line}, byte ${bytes}`,
      [{ what: "here", place: { file: this.#file, line: this.#line, column: 1 } }],
      "use what comes before, or have the file written again",
    );
  }
}

/** Reads a whole VCD file, such as a stream of `node:fs` gives. */
export async function readVcd(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: VcdHandler,
  file: string,
): Promise<void> {
  const reader = new VcdReader(handler, file);
  for await (const piece of pieces) reader.push(piece);
  reader.end();
}

/** What `#signal` looks a code up by. */
function codeKey(code: string): number | string {
  if (code.length > SHORT) return code;
  let key = code.length;
  for (let i = 0; i < code.length; i++) key = key * 256 + code.charCodeAt(i);
  return key;
}

/** A shortened value in full (IEEE 1800-2017, table 21-8). */
function extended(value: string, width: number): string {
  if (value.length === width) return value;
  return value.padStart(width, value[0] === "1" ? "0" : value[0]);
}
