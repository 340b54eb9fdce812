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
  readonly left?: (cycle: number) => number;
}

/** The cycles for which a simulation ran of hardware that is as told in each cycle. */
function run({ isBusy, unfinished, left = unfinished }: Hardware): number {
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
    1000,
    () => left(cycle),
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

  it("waits for as long as something else goes on, where it is told of that", () => {
    const left = (cycle: number) => (cycle < 4000 ? -cycle : -4000);
    expect(() => run({ isBusy: () => true, unfinished: () => 2, left })).to.throw(
      "TIMEOUT: the hardware gave nothing for 1000 cycles, with 2 requests unfinished",
    );
    expect(run({ isBusy: (cycle) => cycle < 4900, unfinished: () => 2, left })).to.equal(4900);
  });

  it("gives up on hardware that gives nothing for 1,000 cycles", () => {
    const unfinished = (cycle: number) => (cycle < 10 ? 7 : 6);
    expect(() => run({ isBusy: () => true, unfinished })).to.throw(
      "TIMEOUT: the hardware gave nothing for 1000 cycles, with 6 requests unfinished\n" +
        "  fix: look at its handshakes in the waves",
    );
  });
});
