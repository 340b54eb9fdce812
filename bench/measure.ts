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

/** Measures the event and the compiled engine in turn, and their ratio: how many times as fast the compiled one is. */
export function compare(
  name: string,
  unit: "cycles/s" | "s",
  once: (engine: "event" | "compiled") => number,
): Figure[] {
  const pairs = Array.from({ length: REPETITIONS }, () => ({
    event: once("event"),
    compiled: once("compiled"),
  }));
  const list = (of: (pair: (typeof pairs)[number]) => number) => pairs.map(of)[Symbol.iterator]();
  const take = (values: Iterator<number>) => () => values.next().value as number;
  const ratio = ({ event, compiled }: (typeof pairs)[number]) =>
    unit === "s" ? event / compiled : compiled / event;
  return [
    measure(`event: ${name}`, unit, take(list(({ event }) => event))),
    measure(`compiled: ${name}`, unit, take(list(({ compiled }) => compiled))),
    measure(`ratio: ${name}`, "x", take(list(ratio))),
  ];
}

/** Seconds that `body` takes. */
export function seconds(body: () => void): number {
  const start = process.hrtime.bigint();
  body();
  return Number(process.hrtime.bigint() - start) / 1e9;
}
