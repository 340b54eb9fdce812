import fc from "fast-check";
import { random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import {
  type ClockDomain,
  clockDomain,
  connect,
  currentDomain,
  type Design,
  elaborate,
  flip,
  instances,
  type Module,
  module,
  stream,
} from "../../../sim/hdl/index.ts";

const link = { up: flip(stream(16)), down: stream(16) };
type Link = typeof link;

/** The module between domain `clk` of `up` and domain `there` of `down`. */
export const between = (crossing: (from: ClockDomain, to: ClockDomain) => Module<Link>): Design<Link> =>
  elaborate(
    module("Top", link, ({ up, down }) => {
      const { link } = instances({ link: crossing(currentDomain(), clockDomain("there")) });
      connect(link.up, up);
      connect(down as never, link.down as never);
    }),
  );

/** Periods and the first edge of `to` in ps; how likely each side goes on in a cycle. */
export interface TwoClocks {
  readonly from: number;
  readonly to: number;
  readonly phase: number;
  readonly sends: number;
  readonly takes: number;
  readonly seed: number;
}

/** Two clocks and the way of both sides. Periods differ ten times at most. */
export const twoClocks: fc.Arbitrary<TwoClocks> = fc.record({
  from: fc.integer({ min: 300, max: 3000 }),
  to: fc.integer({ min: 300, max: 3000 }),
  phase: fc.integer({ min: 1, max: 3000 }),
  sends: fc.constantFrom(0.2, 0.7, 1),
  takes: fc.constantFrom(0.2, 0.7, 1),
  seed: fc.integer(),
});

/** Edges of reset: each side's ends when the other's has begun, whatever the ratio of the clocks. */
export const RESET_EDGES = 16;

/** What comes out when these words are sent. The run gives up after a time that no queue needs. */
export function passed(design: Design<Link>, clocks: TwoClocks, words: readonly number[]): bigint[] {
  using sim = simulate(design, { seed: clocks.seed, reset: RESET_EDGES })
    .clock({ period: clocks.from })
    .clock({ domain: "there", period: clocks.to, phase: clocks.phase });
  // The sides leave their resets at different times: nothing is offered before.
  sim.drive(sim.dut.up.valid, 0);
  const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(clocks.sends), between: "x" });
  const sink = new StreamSink(sim, sim.dut.down, { pattern: random(clocks.takes), domain: "there" });
  sim.bench(function* (b) {
    for (const word of words) driver.send(word);
    while (sink.count < words.length) yield* b.tick();
    // What came twice would come now.
    yield* b.tick(50);
  });
  sim.run({ cycles: 20_000 });
  return sink.transfers.map(({ payload }) => payload);
}
