import { type Figure, REPETITIONS, spread } from "./measure.ts";

/** One way to simulate a design that drives itself. */
export interface Contender {
  /** The simulator, and of a rival the style of its source: `Verilator, our export`. */
  readonly name: string;
  /** The checksum so many cycles after reset, in hex. */
  checksum(pause: number, cycles: number): string;
  /** Processor time of so many cycles, the start not counted. */
  seconds(pause: number, cycles: number): number;
}

/** Seconds of a measured run, about. */
const LENGTH = 1;

/**
 * Measures all in turn, several times: cycles a second of processor time, and of ours how many times as fast as each of
 * the rivals. @throws Error where they do not have one checksum.
 */
export function race(
  name: string,
  pause: number,
  ours: readonly Contender[],
  rivals: readonly Contender[],
): Figure[] {
  const all = [...ours, ...rivals];
  agree(name, new Map(all.map((one) => [one.name, one.checksum(pause, AGREED)])));
  const cycles = all.map((one) => enough(one, pause));
  const rounds = Array.from({ length: REPETITIONS }, () =>
    all.map((one, index) => cycles[index] / one.seconds(pause, cycles[index])),
  );
  return all.map((one, index) => {
    const figure = {
      name: `${one.name}: ${name}`,
      unit: "cycles/s",
      ...spread(rounds.map((round) => round[index])),
    };
    if (index >= ours.length) return figure;
    const ratios = rivals.map((rival, at) => [
      rival.name,
      spread(rounds.map((round) => round[index] / round[ours.length + at])),
    ]);
    return { ...figure, ratios: Object.fromEntries(ratios) };
  });
}

/** Cycles after which the checksums are compared: some hundred lines, at a sixteenth of the load some ten. */
const AGREED = 300;

/** @throws Error that lists the checksums by simulator, if there are several, or none that says something. */
export function agree(name: string, checksums: ReadonlyMap<string, string>): void {
  const different = new Set(checksums.values());
  const [first] = different;
  if (different.size === 1 && !/^0*$/.test(first)) return;
  const list = [...checksums].map(([simulator, checksum]) => `\n  ${checksum} ${simulator}`);
  throw new Error(`${name}: the simulators do not have one result, and not all zeros:${list.join("")}`);
}

/** As many cycles as take about `LENGTH`. What runs in this process is warm afterwards. */
function enough(one: Contender, pause: number): number {
  for (let cycles = 128; ; cycles *= 4) {
    const seconds = one.seconds(pause, cycles);
    if (seconds > LENGTH / 8) return Math.ceil((cycles * LENGTH) / seconds);
  }
}
