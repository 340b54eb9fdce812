import type { Pin, Rig } from "./rig.ts";
import { wordsOf } from "./stimulus.ts";

/**
 * What the outputs of a rig were after each step: `rows` rows of `words` 32-bit words, big-endian, the last output
 * first and its most significant word first: so the hexadecimal digits of a row are those of the outputs side by side.
 */
export interface Trace {
  readonly rows: number;
  readonly words: number;
  readonly value: Buffer;
  readonly unknown: Buffer;
}

export const traceWords = (outputs: readonly Pin[]): number =>
  outputs.reduce((sum, { width }) => sum + wordsOf(width), 0);

export function newTrace(outputs: readonly Pin[], rows: number): Trace {
  const words = traceWords(outputs);
  const bytes = rows * words * 4;
  return { rows, words, value: Buffer.alloc(bytes), unknown: Buffer.alloc(bytes) };
}

/** Where two runs part: the first step, the first output there, and what it is in both, in characters 0 1 x z. */
export interface Difference {
  readonly step: number;
  readonly output: string;
  readonly values: readonly [string, string];
}

/** The first difference of two traces behind the warm-up, as far as the shorter goes. */
export function difference({ outputs, warmup }: Rig, one: Trace, two: Trace): Difference | undefined {
  const bytes = one.words * 4;
  const rows = Math.min(one.rows, two.rows);
  const [from, to] = [warmup * bytes, rows * bytes];
  const same = (plane: "value" | "unknown") => one[plane].compare(two[plane], from, to, from, to) === 0;
  if (to <= from || (same("value") && same("unknown"))) return undefined;
  for (let step = warmup; step < rows; step++) {
    for (const [output, { path }] of outputs.entries()) {
      const values = [outputAt(outputs, one, step, output), outputAt(outputs, two, step, output)] as const;
      if (values[0] !== values[1]) return { step, output: path, values };
    }
  }
  throw new Error("two traces differ above the width of an output");
}

/** The first output, and its step behind the warm-up, that is not wholly known. */
export function firstUnknown({ outputs, warmup }: Rig, trace: Trace): Difference | undefined {
  const from = warmup * trace.words * 4;
  const at = trace.unknown.subarray(from).findIndex((byte) => byte !== 0);
  if (at < 0) return undefined;
  const step = warmup + Math.floor(at / (trace.words * 4));
  const output = outputs.findIndex((_, index) => /[xz]/.test(outputAt(outputs, trace, step, index)));
  const value = outputAt(outputs, trace, step, output);
  return { step, output: outputs[output].path, values: [value, value] };
}

function outputAt(outputs: readonly Pin[], trace: Trace, step: number, output: number): string {
  const { width } = outputs[output];
  const end = (step + 1) * trace.words * 4 - traceWords(outputs.slice(0, output)) * 4;
  const bits = (plane: Buffer) =>
    BigInt(`0x${plane.toString("hex", end - wordsOf(width) * 4, end)}`)
      .toString(2)
      .padStart(width, "0");
  const [value, unknown] = [bits(trace.value), bits(trace.unknown)];
  return [...value].map((bit, at) => (unknown[at] === "0" ? bit : bit === "0" ? "x" : "z")).join("");
}
