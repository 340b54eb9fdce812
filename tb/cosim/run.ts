import {
  type Bench,
  type DriveValues,
  type Random,
  random,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  StreamSink,
  type Task,
} from "../../sim/bench/index.ts";
import type { PortRecording } from "../../sim/export/port-recording.ts";

/** A run of hardware of rtl/. */
export interface Run {
  readonly name: string;
  /** Names of the modules that it is made of. */
  modules(): ReadonlySet<string>;
  /** Records it with the outputs of every instance inside. `cycles`: of traffic, beside what leads up to it. */
  record(cycles: number): PortRecording;
}

/** A run of a simulation under a bench that lasts as long as the traffic. */
export function run<P>(
  name: string,
  make: () => Simulation<P>,
  bench: (b: Bench<P>, sim: Simulation<P>, cycles: number) => Task,
): Run {
  return {
    name,
    modules() {
      using sim = make();
      const { scopes } = sim.session.written;
      return new Set(scopes.filter(({ kind }) => kind === "module").map(({ module }) => module));
    },
    record(cycles) {
      using sim = make();
      const recording = sim.recordPorts({ inside: true });
      sim.bench((b) => bench(b, sim, cycles));
      sim.run();
      return recording;
    },
  };
}

/** Offers items to a stream without end, with pauses. */
export function feed<P, H extends object>(
  sim: Simulation<P>,
  stream: StreamEnd<H>,
  item: (random: Random) => DriveValues<H>,
): void {
  const driver = new StreamDriver(sim, stream, { pattern: random(0.8), between: "x" });
  sim.background(function* feeding(b) {
    for (;;) {
      if (driver.pending === 0) driver.send(item(b.random));
      yield* b.tick();
    }
  });
}

/** Takes what a stream gives, with pauses. */
export function drain<P, H extends object>(sim: Simulation<P>, stream: StreamEnd<H>, domain = "clk"): void {
  new StreamSink(sim, stream, { pattern: random(0.8), domain });
}
