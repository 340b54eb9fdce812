import { createReadStream, fstatSync, open } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, pipeline, type Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { printable, systemReason, UserError } from "../user-error.ts";

/**
 * The bytes of a file, decompressed if it begins with gzip's magic number. Streams: holds a few chunks at most, works on
 * pipes. Throws UserError if the file cannot be opened; `signal` ends the stream with an AbortError.
 */
export async function openTraceFile(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const fd = await promisify(open)(path, "r").catch((cause: unknown) => {
    throw new UserError(`${printable(path, 200)}: cannot be opened: ${systemReason(cause)}`);
  });
  const file = readStream(fd);
  file.on("error", () => {}); // its reader is handed every error, unless the signal comes while nobody reads
  return decompressed(signal ? addAbortSignal(signal, file) : file);
}

/** Only a socket can be told to stop while it waits for the writer of a pipe. */
function readStream(fd: number): Readable {
  return fstatSync(fd).isFIFO() ? new Socket({ fd, writable: false }) : createReadStream("", { fd });
}

/** Passes plain bytes on and decompresses gzip, by the magic number of RFC 1952. */
export async function* decompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  while (head.length < MAGIC.length) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = new Uint8Array([...head, ...value]);
  }
  const whole = prepend(head, chunks);
  yield* MAGIC.every((byte, k) => head[k] === byte) ? gunzip(whole) : whole;
}

const MAGIC = [0x1f, 0x8b];

async function* prepend(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value;
  } finally {
    await chunks.return?.();
  }
}

function gunzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzipped = createGunzip();
  // The callback is empty because the reader of `gunzipped` is handed every error.
  pipeline(source, gunzipped, () => {});
  return gunzipped;
}
