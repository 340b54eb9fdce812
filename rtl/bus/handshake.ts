import type { Bits, Wire } from "../../sim/hdl/index.ts";

interface Sink {
  readonly valid: { drive(value: Bits<1>): void };
  readonly ready: Bits<1>;
}
interface Source {
  readonly valid: Bits<1>;
  readonly ready: Wire<Bits<1>>;
}

/** One stream to several sinks: a transfer happens at all of them in the same cycle, when all are ready. */
export function fork(up: Source, ...sinks: readonly [Sink, ...Sink[]]): void {
  for (const sink of sinks) {
    const others = sinks.filter((other) => other !== sink).map(({ ready }) => ready);
    sink.valid.drive(all(up.valid, ...others));
  }
  up.ready.drive(all(...(sinks.map(({ ready }) => ready) as [Bits<1>])));
}

/** Several streams to one sink: a transfer happens at all of them in the same cycle, when all are valid. */
export function join(down: Sink, ...sources: readonly [Source, ...Source[]]): void {
  for (const source of sources) {
    const others = sources.filter((other) => other !== source).map(({ valid }) => valid);
    source.ready.drive(all(down.ready, ...others));
  }
  down.valid.drive(all(...(sources.map(({ valid }) => valid) as [Bits<1>])));
}

const all = (first: Bits<1>, ...rest: readonly Bits<1>[]): Bits<1> =>
  rest.reduce((sum, bit) => sum.and(bit), first);
