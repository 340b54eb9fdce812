import { hexDigits } from "./digits.ts";
import type { RecordedTrace, Recording } from "./recording.ts";

export interface AsciiOptions {
  /** Columns in all; the samples that do not fit beside each other go into further bands. 100 unless given. */
  readonly columns?: number;
  /** Columns a sample, at least 2. Unless given: room for the longest value, 4 to 12. */
  readonly cell?: number;
  /** First sample and the one after the last. */
  readonly from?: number;
  readonly to?: number;
  /** Draw a high level with `-`, not with an overline. */
  readonly pure?: boolean;
}

/** What a row needs to draw a stretch of samples. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly cell: number;
  readonly high: string;
}

/**
 * Draws a recording as text, the same text for the same samples: a line a signal, levels for one bit, values in hex
 * or by name between bars for words. `+` marks a value that is cut; x and z are written out.
 */
export function renderAscii({ traces, length }: Recording, options: AsciiOptions = {}): string {
  const { columns = 100, from = 0, to = length, pure = false } = options;
  const gutter = Math.max(6, ...traces.map(({ name }) => name.length)) + 2;
  const cell = Math.max(2, options.cell ?? roomiest(traces, from, to));
  const perBand = Math.max(1, Math.floor((columns - gutter) / cell));
  const bands: string[] = [];
  for (let at = from; at < to; at += perBand) {
    const band = { from: at, to: Math.min(to, at + perBand), cell, high: pure ? "-" : "‾" };
    const rows = traces.map((trace) => trace.name.padEnd(gutter) + row(trace, band));
    bands.push(
      [`${"cycle".padEnd(gutter)}${ruler(band)}`, ...rows].map((line) => `${line.trimEnd()}\n`).join(""),
    );
  }
  return bands.join("\n");
}

function roomiest(traces: readonly RecordedTrace[], from: number, to: number): number {
  let longest = 0;
  for (const trace of traces) {
    if (trace.width === 1 && !trace.enumeration) continue;
    for (const sample of trace.samples.slice(from, to))
      longest = Math.max(longest, label(trace, sample).length);
  }
  return Math.min(12, Math.max(4, longest + 2));
}

/** The number of each sample, where there is room for it. */
function ruler({ from, to, cell }: Band): string {
  let text = "";
  for (let at = from; at < to; at++) {
    const start = (at - from) * cell;
    if (start === 0 || text.length < start) text = text.padEnd(start) + at;
  }
  return text;
}

function row(trace: RecordedTrace, band: Band): string {
  return trace.width === 1 && !trace.enumeration ? levels(trace, band) : words(trace, band);
}

function levels({ samples }: RecordedTrace, { from, to, cell, high }: Band): string {
  let text = "";
  for (let at = from; at < to; at++) {
    const now = samples[at];
    const before = samples[at - 1] ?? now;
    const body = now === "1" ? high : now === "0" ? "_" : now;
    const edge = before + now === "01" ? "/" : before + now === "10" ? "\\" : body;
    text += edge + body.repeat(cell - 1);
  }
  return text;
}

function words(trace: RecordedTrace, { from, to, cell }: Band): string {
  const { samples } = trace;
  let text = "";
  for (let at = from, next = at; at < to; at = next) {
    while (next < to && samples[next] === samples[at]) next++;
    const room = (next - at) * cell - 1;
    const value = label(trace, samples[at]);
    text += `|${value.length > room ? `${value.slice(0, room - 1)}+` : value.padEnd(room)}`;
  }
  return `${text}|`;
}

/** The name of the value, or its hex digits. */
function label({ enumeration }: RecordedTrace, bits: string): string {
  const isKnown = !/[xz]/.test(bits);
  const member = isKnown && enumeration?.members.find(({ value }) => value === Number.parseInt(bits, 2));
  if (member) return member.name;
  return hexDigits(bits);
}
