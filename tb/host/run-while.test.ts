import { expect } from "chai";
import { runWhile } from "../../host/run-while.ts";
import { simulate } from "../../sim/bench/index.ts";
import { module, Out, regs, u } from "../../sim/hdl/index.ts";

const Counter = module("Counter", { count: Out(16) }, ({ count }) => {
  const { held } = regs({ held: u(16).init(0) });
  held.next = held.add(1);
  count.drive(held);
});

interface Hardware {
  readonly isBusy: (cycle: number) => boolean;
  readonly unfinished: (cycle: number) => number;
}

/** The cycles for which a simulation ran of hardware that is as told in each cycle. */
function run({ isBusy, unfinished }: Hardware): number {
  using sim = simulate(Counter, { reset: 0 });
  let cycle = 0;
  sim.background(function* (bench) {
    for (;;) {
      yield* bench.tick();
      cycle++;
    }
  });
  runWhile(
    sim,
    () => isBusy(cycle),
    () => unfinished(cycle),
  );
  return cycle;
}

describe("runWhile", () => {
  it("runs the clock for as long as the hardware is busy", () => {
    expect(run({ isBusy: (cycle) => cycle < 7, unfinished: () => 1 })).to.equal(7);
  });

  it("does not run the clock of what is not busy", () => {
    expect(run({ isBusy: () => false, unfinished: () => 0 })).to.equal(0);
  });

  it("waits up to 1,000 cycles for each result", () => {
    const unfinished = (cycle: number) => 3 - Math.floor(cycle / 1000);
    expect(run({ isBusy: (cycle) => unfinished(cycle) > 0, unfinished })).to.equal(3000);
  });

  it("gives up on hardware that gives nothing for 1,000 cycles", () => {
    const unfinished = (cycle: number) => (cycle < 10 ? 7 : 6);
    expect(() => run({ isBusy: () => true, unfinished })).to.throw(
      "TIMEOUT: the hardware gave nothing for 1000 cycles, with 6 requests unfinished\n" +
        "  fix: look at its handshakes in the waves",
    );
  });
});
