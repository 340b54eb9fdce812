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

/** Something that is measured beside something else. */
interface Rival {
  readonly name: string;
  readonly once: () => number;
}

/** Measures two in turn, and their ratio: how many times as fast the second is. */
export function inTurn(unit: "cycles/s" | "s", first: Rival, second: Rival, ratio: string): Figure[] {
  const pairs = Array.from({ length: REPETITIONS }, () => [first.once(), second.once()] as const);
  const figure = (name: string, of: string, take: (pair: readonly [number, number]) => number): Figure => {
    const values = pairs.map(take)[Symbol.iterator]();
    return measure(name, of, () => values.next().value as number);
  };
  return [
    figure(first.name, unit, ([a]) => a),
    figure(second.name, unit, ([, b]) => b),
    figure(ratio, "x", ([a, b]) => (unit === "s" ? a / b : b / a)),
  ];
}

/** Measures the event and the compiled engine in turn. */
export function compare(
  name: string,
  unit: "cycles/s" | "s",
  once: (engine: "event" | "compiled") => number,
): Figure[] {
  return inTurn(
    unit,
    { name: `event: ${name}`, once: () => once("event") },
    { name: `compiled: ${name}`, once: () => once("compiled") },
    `ratio: ${name}`,
  );
}

/** Seconds that `body` takes. */
export function seconds(body: () => void): number {
  const start = process.hrtime.bigint();
  body();
  return Number(process.hrtime.bigint() - start) / 1e9;
}
