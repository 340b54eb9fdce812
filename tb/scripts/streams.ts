import { Readable, Writable } from "node:stream";
import type { Stdio } from "../../scripts/stdio.ts";

/** Streams of a command that keep what it prints. */
export class CapturedStdio implements Stdio {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout = new Captured();
  readonly stderr = new Captured();

  constructor(...stdin: readonly string[]) {
    this.stdin = Readable.from(stdin.map((chunk) => Buffer.from(chunk)));
  }
}

class Captured extends Writable {
  text = "";

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.text += Buffer.from(chunk).toString();
    done();
  }
}
