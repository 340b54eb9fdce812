import {
  type Bench,
  type DriveValues,
  type Pattern,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  StreamMonitor,
  StreamSink,
  type Task,
  type Values,
} from "../../sim/bench/index.ts";

/** A design between two streams. */
interface Ends {
  readonly up: StreamEnd;
  readonly down: StreamEnd;
}

/** When the source sends and when the sink accepts; always unless given. */
export interface Pauses {
  readonly send?: Pattern;
  readonly accept?: Pattern;
}

export interface Passage<P extends Ends> extends Pauses {
  readonly items: readonly DriveValues<P["up"]["payload"]>[];
  /** What is to be done before the first item. */
  readonly first?: (b: Bench<P>) => Task;
}

/** Cycles for which items that nobody expects are waited for. */
const QUIET = 20;

/** Items through a design: what comes out, and in which cycles each went in and came out. */
export function pass<P extends Ends>(
  sim: Simulation<P>,
  { items, first, send, accept }: Passage<P>,
): {
  readonly results: readonly Values<P["down"]["payload"], "bytes">[];
  readonly taken: readonly number[];
  readonly given: readonly number[];
} {
  const { up, down }: P = sim.dut;
  const driver = new StreamDriver<P["up"]["payload"]>(sim, up, {
    between: "x",
    ...(send && { pattern: send }),
  });
  const monitor = new StreamMonitor(sim, up);
  const sink = new StreamSink<P["down"]["payload"], "bytes">(sim, down, {
    as: "bytes",
    ...(accept && { pattern: accept }),
  });
  sim.bench(function* (b) {
    if (first) yield* first(b);
    for (const item of items) driver.send(item);
    while (sink.count < items.length) yield* b.tick();
    yield* b.tick(QUIET);
  });
  sim.run({ cycles: 1000 + 100 * items.length });
  return {
    results: sink.transfers.map(({ payload }) => payload),
    taken: monitor.transfers.map(({ cycle }) => cycle),
    given: sink.transfers.map(({ cycle }) => cycle),
  };
}
