import type { Writable } from "node:stream";
import { EnvironmentError, systemReason } from "../host/user-error.ts";

/** Where a command reads and writes: the process's own streams, or a test's. */
export interface Stdio {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Writes to standard output and waits until it is taken. Throws EnvironmentError if it cannot be. */
export function print(stdout: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(text, (error) => {
      if (error) reject(new EnvironmentError(`standard output: ${systemReason(error) ?? error.message}`));
      else resolve();
    });
  });
}
