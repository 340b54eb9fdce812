/** One figure of a benchmark run: the median of its repetitions and their range. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

const REPETITIONS = 5;

/** Repeats a measurement and keeps the median. `once` returns the figure in `unit`. */
export function measure(name: string, unit: string, once: () => number, repetitions = REPETITIONS): Figure {
  const values = Array.from({ length: repetitions }, once).sort((a, b) => a - b);
  return { name, unit, value: values[repetitions >> 1], min: values[0], max: values[repetitions - 1] };
}

/** Seconds that `body` takes. */
export function seconds(body: () => void): number {
  const start = process.hrtime.bigint();
  body();
  return Number(process.hrtime.bigint() - start) / 1e9;
}
