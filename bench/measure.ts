/** The median of repetitions and their range. */
export interface Spread {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** One figure of a benchmark run. */
export interface Figure extends Spread {
  readonly name: string;
  readonly unit: string;
  /** How many times as fast as others, by their names, each measured in turn with this one: the median of the pairs. */
  readonly ratios?: Readonly<Record<string, Spread>>;
}

export const REPETITIONS = 5;

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { value: sorted[sorted.length >> 1], min: sorted[0], max: sorted[sorted.length - 1] };
}

/** Repeats a measurement and keeps the median. `once` returns the figure in `unit`. */
export function measure(name: string, unit: string, once: () => number, repetitions = REPETITIONS): Figure {
  return { name, unit, ...spread(Array.from({ length: repetitions }, once)) };
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
  const ratio = ({ event, compiled }: (typeof pairs)[number]) =>
    unit === "s" ? event / compiled : compiled / event;
  return [
    { name: `event: ${name}`, unit, ...spread(pairs.map(({ event }) => event)) },
    { name: `compiled: ${name}`, unit, ...spread(pairs.map(({ compiled }) => compiled)) },
    { name: `ratio: ${name}`, unit: "x", ...spread(pairs.map(ratio)) },
  ];
}

/** Seconds that `body` takes. */
export function seconds(body: () => void): number {
  const start = process.hrtime.bigint();
  body();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Seconds of processor time that `body` takes, compilers and collectors beside it included. */
export function processorSeconds(body: () => void): number {
  const start = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
