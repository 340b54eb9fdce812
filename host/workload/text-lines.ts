import { printable, systemReason, UserError } from "../user-error.ts";

/** The longest line that is read, in bytes. The longest that a format has is 150. */
export const MAX_LINE_BYTES = 4096;

/** A line of a text file and where it stands in the text, after decompression. */
export interface TextLine {
  /** Without its line end, one character a byte. */
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
  /** Of its first byte, from 0. */
  readonly offset: number;
}

/**
 * Splits a stream of bytes into lines that end with LF or CR LF; the last may lack its end. Holds one line at most.
 * Throws UserError with file, line and byte for a NUL byte, for a line over 4096 bytes, and for a stream that breaks.
 */
export async function* textLines(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let number = 1;
  let offset = 0;
  let rest: Uint8Array = new Uint8Array(0);

  const take = (bytes: Uint8Array): TextLine => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    const line = { text: text.endsWith("\r") ? text.slice(0, -1) : text, number, offset };
    if (bytes.length > MAX_LINE_BYTES) throw lineError(file, line, `a line over ${MAX_LINE_BYTES} bytes`);
    if (bytes.includes(0)) throw lineError(file, line, "a NUL byte: this is no text file");
    return line;
  };

  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const chunk = await iterator.next().catch((cause: unknown) => {
        throw brokenStream(cause, file, number, offset);
      });
      if (chunk.done) break;
      let start = 0;
      for (let end = chunk.value.indexOf(LF); end >= 0; end = chunk.value.indexOf(LF, start)) {
        const bytes = join(rest, chunk.value.subarray(start, end));
        yield take(bytes);
        number++;
        offset += bytes.length + 1;
        rest = rest.subarray(0, 0);
        start = end + 1;
      }
      rest = join(rest, chunk.value.subarray(start));
      if (rest.length > MAX_LINE_BYTES) take(rest);
    }
    if (rest.length > 0) yield take(rest);
  } finally {
    await iterator.return?.();
  }
}

/** An error about one line: where it stands, what is wrong, and the line itself, made printable. */
export function lineError(file: string, line: TextLine, problem: string, accepts?: string): UserError {
  const wanted = accepts ? `; accepted: ${accepts}` : "";
  const { text, number, offset } = line;
  return new UserError(`${file}:${number}: byte ${offset}: ${problem}: "${printable(text)}"${wanted}`);
}

const LF = 10;

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function brokenStream(cause: unknown, file: string, line: number, offset: number): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("Z_")) {
    const what = code === "Z_BUF_ERROR" ? "cut short" : "damaged";
    return new UserError(
      `${file}:${line}: byte ${offset}: the gzip stream is ${what}; nothing after this can be read`,
    );
  }
  const reason = systemReason(cause);
  return reason ? new UserError(`${file}:${line}: byte ${offset}: cannot be read: ${reason}`) : cause;
}
