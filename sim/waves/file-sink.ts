import { closeSync, openSync, writeSync } from "node:fs";
import { DesignError } from "../netlist/error.ts";
import type { Sink } from "./sink.ts";

/** Writes part of the bytes, from `offset` on, and says how many. */
type PartialWrite = (fd: number, bytes: Uint8Array, offset: number) => number;

/**
 * A file, replaced if it exists. The first failure closes it, and every later call fails with the same error, so that
 * no caller can take a cut file for a whole one.
 */
export class FileSink implements Sink {
  readonly path: string;
  readonly #partialWrite: PartialWrite;
  readonly #fd: number;
  #written = 0;
  #closed = false;
  #failure: DesignError | undefined;

  /** @throws DesignError WAVE if the file cannot be opened. */
  constructor(path: string, partialWrite: PartialWrite = writeSync) {
    this.path = path;
    this.#partialWrite = partialWrite;
    try {
      this.#fd = openSync(path, "w");
    } catch (cause) {
      throw fileError(path, `cannot be opened: ${reason(cause)}`);
    }
  }

  write(bytes: Uint8Array): void {
    if (this.#failure) throw this.#failure;
    try {
      for (let at = 0; at < bytes.length; ) {
        const taken = this.#partialWrite(this.#fd, bytes, at);
        if (taken <= 0) throw new Error("the system takes no more bytes");
        at += taken;
        this.#written += taken;
      }
    } catch (cause) {
      this.#fail(cause);
    }
  }

  close(): void {
    if (this.#failure) throw this.#failure;
    if (this.#closed) return;
    this.#closed = true;
    try {
      closeSync(this.#fd);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): never {
    this.#failure = fileError(this.path, `is cut after ${this.#written} bytes: ${reason(cause)}`);
    if (!this.#closed) {
      this.#closed = true;
      try {
        closeSync(this.#fd);
      } catch {
        // The failure that is reported came first.
      }
    }
    throw this.#failure;
  }
}

/** A file that belongs to a wave could not be written. */
export function fileError(path: string, problem: string): DesignError {
  return new DesignError("WAVE", `${path} ${problem}`, [], "write to another place, or make room there");
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EDQUOT: "the quota is used up",
  EIO: "the device reports an error",
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOSPC: "no space is left",
  ENOTDIR: "part of the path is not a folder",
  EPIPE: "the reader has gone",
  EROFS: "the file system is read-only",
};

/** What the system says about a failure, for people. */
export function reason(cause: unknown): string {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  return REASONS[code] ? `${REASONS[code]} (${code})` : message;
}
