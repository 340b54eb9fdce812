import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** Where in the designer's source a statement stands: a file name or URL, 1-based line and column. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The place of things that no statement made; always entry 0 of `Netlist.places`. */
export const NOWHERE: Place = { file: "", line: 0, column: 0 };

/** Most callers are few frames away, and frames are what a stack trace costs. */
const NEAR = 5;
const FAR = 50;
const simUrl = new URL("../", import.meta.url).href;
const simPath = fileURLToPath(simUrl);

/**
 * The nearest caller outside `sim/`. Costs a few microseconds, so it is taken once a declaration or statement,
 * never once an operator; the source map is consulted only when the place is printed.
 */
export function callerPlace(): Place {
  const site = callers(NEAR).find(isOutside) ?? callers(FAR).find(isOutside);
  if (!site) return NOWHERE;
  return {
    file: site.getFileName() ?? "",
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
  };
}

function callers(frames: number): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  Error.prepareStackTrace = (_error, sites) => sites;
  const holder: { stack?: readonly NodeJS.CallSite[] } = {};
  Error.captureStackTrace(holder, callerPlace);
  const sites = holder.stack ?? [];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return sites;
}

/** Loaders name a module by its URL or by its path. */
function isOutside(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return !!file && !file.startsWith(simUrl) && !file.startsWith(simPath) && !file.startsWith("node:");
}

/** The place as the designer wrote it: through the source map, where the file was compiled on the fly. */
export function sourcePlace(place: Place): Place {
  if (place === NOWHERE || place.line === 0) return place;
  const entry = findSourceMap(place.file)?.findEntry(place.line - 1, place.column - 1);
  const mapped = entry && "originalSource" in entry && entry.originalSource ? entry : undefined;
  const file = mapped ? mapped.originalSource : place.file;
  return {
    file: file.startsWith("file:") ? fileURLToPath(file) : file,
    line: mapped ? mapped.originalLine + 1 : place.line,
    column: mapped ? mapped.originalColumn + 1 : place.column,
  };
}

/** `rtl/bus/fifo.ts:12`, relative to the working directory where the file lies below it. */
export function formatPlace(place: Place): string {
  const { file, line } = sourcePlace(place);
  if (line === 0) return "(no source place)";
  const base = `${process.cwd()}/`;
  return `${file.startsWith(base) ? file.slice(base.length) : file}:${line}`;
}
