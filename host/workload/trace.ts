import { fileURLToPath } from "node:url";
import { printable, UserError } from "../user-error.ts";
import type { Access } from "./access.ts";
import { isFault, type TraceFormat } from "./format.ts";
import { FORMAT_NAMES, TRACE_FORMATS } from "./formats.ts";
import { lineError, type TextLine, textLines } from "./text-lines.ts";
import { openTraceFile } from "./trace-file.ts";

/** The trace that is played when the user names none; docs/traces.md says where it comes from. */
export const BUILTIN_TRACE = fileURLToPath(new URL("./builtin.trace.gz", import.meta.url));

/**
 * Opens a trace file, plain or gzip, and streams its accesses in constant memory. `format` is one of FORMAT_NAMES; `auto`
 * takes the format that knows the first line. Throws UserError if the file cannot be opened; the stream throws one with
 * file, line and byte at the first line that is wrong, and for a trace without any access. `signal` ends the stream with
 * an AbortError.
 */
export async function openTrace(
  path: string,
  format: string,
  signal?: AbortSignal,
): Promise<AsyncGenerator<Access>> {
  return parseTrace(path, await openTraceFile(path, signal), format);
}

/** The accesses in a stream of bytes; `file` names it in errors. */
export async function* parseTrace(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  formatName: string,
): AsyncGenerator<Access> {
  let format = TRACE_FORMATS.find(({ name }) => name === formatName);
  let empty = true;
  for await (const line of textLines(file, chunks)) {
    if (line.text.trim() === "") continue;
    format ??= detectFormat(file, line);
    const parsed = format.parseLine(line.text);
    if (isFault(parsed)) throw lineError(file, line, parsed.problem, `${format.name}: ${format.accepts}`);
    if (parsed.length > 0) empty = false;
    yield* parsed;
  }
  if (empty) throw new UserError(`${printable(file, 200)}: the trace is empty: no access in it`);
}

function detectFormat(file: string, line: TextLine): TraceFormat {
  const format = TRACE_FORMATS.find(({ detect }) => detect(line.text));
  if (format) return format;
  throw lineError(file, line, "no known trace format", FORMAT_NAMES.slice(1).join(", "));
}
