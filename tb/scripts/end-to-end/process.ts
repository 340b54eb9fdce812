import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../../bin/cipherline.js", import.meta.url));

/** How a process ended, and everything that it printed. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line with the real hardware, running as a process of its own. */
export class CipherlineProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(words: readonly string[], cwd: string, stdin = "") {
    this.child = spawn(process.execPath, [BIN, ...words], { cwd, stdio: "pipe" });
    this.ended = this.end();
    this.child.stdin!.end(stdin);
  }

  private async end(): Promise<Ended> {
    const { child } = this;
    const output = Promise.all([text(child.stdout!), text(child.stderr!)]);
    const [exitCode] = await once(child, "exit");
    const [stdout, stderr] = await output;
    return { exitCode, stdout, stderr };
  }
}

/** Runs the command line to its end. */
export const cipherline = (words: readonly string[], cwd: string, stdin?: string): Promise<Ended> =>
  new CipherlineProcess(words, cwd, stdin).ended;

/** Runs tasks side by side, one a processor, and gives their results in order. */
export async function sideBySide<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const waiting = tasks.entries();
  const worker = async () => {
    for (const [k, task] of waiting) results[k] = await task();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** A folder that is gone after the tests around. */
export function scratchFolder(): { readonly path: string; readonly at: (name: string) => string } {
  const path = mkdtempSync(join(tmpdir(), "cipherline-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return { path, at: (name) => join(path, name) };
}
