import type { Bench } from "./bench.ts";
import type { Task } from "./coroutine.ts";
import { always, type Pattern } from "./pattern.ts";
import type { Simulation } from "./simulation.ts";
import type { StreamEnd } from "./stream-end.ts";
import { type MonitorOptions, StreamMonitor } from "./stream-monitor.ts";
import type { Values } from "./values.ts";

export interface SinkOptions<V, F extends "values" | "bytes"> extends MonitorOptions<V, F> {
  /** In which cycles ready is 1; `always` unless given. */
  readonly pattern?: Pattern;
}

/** The sink of a stream out of the design: a monitor that drives ready, and pauses as the pattern says. */
export class StreamSink<H extends object, F extends "values" | "bytes" = "values"> extends StreamMonitor<
  H,
  F
> {
  constructor(sim: Simulation<unknown>, stream: StreamEnd<H>, options: SinkOptions<Values<H, F>, F> = {}) {
    super(sim, stream, options);
    const { pattern = always, name = "sink", domain } = options;
    const accept = function* (b: Bench<unknown>): Task {
      const goes = pattern(b.random);
      for (;;) {
        b.drive(stream.ready, goes());
        yield* b.tick();
      }
    };
    sim.background(accept, domain === undefined ? { name } : { name, domain });
  }
}
