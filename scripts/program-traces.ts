import { statSync } from "node:fs";
import type { Access } from "../host/workload/access.ts";
import { BUILTIN_TRACE, openTrace } from "../host/workload/trace.ts";
import { refuse } from "./options.ts";
import type { RunChoices } from "./run-choices.ts";

/** The traces of the programs that a run plays side by side. Disposing closes those that are not at their end. */
export class ProgramTraces implements Disposable {
  /** Of each program. */
  readonly accesses: AsyncIterable<Access>[] = [];
  /** The path of each; null for the built-in trace. */
  readonly paths: readonly (string | null)[];
  private readonly format: string;
  private readonly closing = new AbortController();

  /** Throws UserError where a path is to be read several times and is not a file's. */
  constructor({ traces, format, settings: { mode, cores } }: RunChoices) {
    const paths = traces.length === 0 ? [null] : traces;
    const programs = mode === "line" || cores === "none" ? paths.length : cores;
    this.format = format;
    this.paths = Array.from({ length: programs }, (_, program) => paths[program % paths.length]);
    for (const path of this.paths.slice(paths.length)) if (path !== null) checkFile(path);
  }

  /** Opens them in order. Throws UserError for one that cannot be opened; `signal` ends all with an AbortError. */
  async open(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.closing.signal]);
    for (const path of this.paths) {
      this.accesses.push(await openTrace(path ?? BUILTIN_TRACE, this.format, either));
    }
  }

  [Symbol.dispose](): void {
    this.closing.abort();
  }
}

/** What is not there is left to whoever opens it. */
function checkFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== false) return;
  throw refuse("trace", path, "not a file, and several cores read it", "a file, or a trace for each core");
}
