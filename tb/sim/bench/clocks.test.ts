import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { Counter, Crossing, Family } from "./duts.ts";
import { failure } from "./failure.ts";

/** Times of the first two edges after reset. */
function edges(sim: ReturnType<typeof counter>): number[] {
  const times: number[] = [];
  sim.bench(function* (b) {
    for (let i = 0; i < 2; i++) {
      yield* b.tick();
      times.push(b.now);
    }
  });
  sim.run();
  return times;
}
const counter = () => simulate(Counter(8), { reset: 0 });

describe("clocks", () => {
  it("run at 1 GHz where none is given", () => {
    expect(edges(counter())).to.deep.equal([1000, 2000]);
  });

  it("have a frequency or a period; edge n is at n periods", () => {
    expect(edges(counter().clock({ mhz: 500 }))).to.deep.equal([2000, 4000]);
    expect(edges(counter().clock({ mhz: 333 }))).to.deep.equal([3003, 6006]);
    expect(edges(counter().clock({ period: 8 }))).to.deep.equal([8, 16]);
  });

  it("have a phase, from 0 on", () => {
    expect(edges(counter().clock({ period: 10, phase: 3 }))).to.deep.equal([3, 13]);
    expect(edges(counter().clock({ period: 10, phase: 0 }))).to.deep.equal([0, 10]);
  });

  it("are high for a time or a part of the period", () => {
    const falling = (clock: { high: number } | { duty: number }) => {
      const sim = simulate(Counter(8), { reset: 0, elaborate: { edge: "fall" } });
      return edges(sim.clock({ period: 10, ...clock }));
    };
    expect(falling({ high: 3 })).to.deep.equal([13, 23]);
    expect(falling({ duty: 0.7 })).to.deep.equal([17, 27]);
  });

  it("of several domains run side by side, and benches name the one whose edges they wait for", () => {
    using sim = simulate(Crossing).clock({ period: 10 }).clock({ domain: "slow", period: 35 });
    const seen: number[] = [];
    sim.bench(function* (b) {
      b.drive(b.dut.level, 0);
      const slow = b.on("slow");
      seen.push(b.now);
      b.drive(b.dut.level, 1);
      yield* b.tick();
      seen.push(b.now);
      yield* b.tick(1, "slow");
      seen.push(b.now);
      yield* slow.until(b.dut.seen);
      seen.push(b.now, slow.cycle);
    });
    sim.run();
    // Reset ends with the second slow edge; the level crosses by two slow registers.
    expect(seen).to.deep.equal([70, 80, 105, 175, 5]);
  });

  it("divided and gated ones are waited for by name as well", () => {
    using sim = simulate(Family);
    sim.drive(sim.dut.run, 1); // or the gated registers would see no edge in reset
    sim.bench(function* (b) {
      b.drive(b.dut.run, 0);
      yield* b.tick(2, "quarterly");
      expect([b.now, b.on("quarterly").cycle]).to.deep.equal([9000, 3]);
      b.drive(b.dut.run, 1);
      yield* b.tick(3, "gate");
      expect([b.now, b.peek(b.dut.gated)]).to.deep.equal([12000, 3n]);
      expect(b.peek({ whole: b.dut.whole, quarter: b.dut.quarter })).to.deep.equal({
        whole: 10n,
        quarter: 2n,
      });
    });
    sim.run();
  });

  it("that a bench waits for and that were not given are an error at once", () => {
    using sim = simulate(Crossing).clock({ period: 10 });
    sim.bench(function* waiting(b) {
      yield* b.tick(1, "slow");
    });
    expect(failure(() => sim.run())).to.equal(
      [
        "CLOCK: a bench waits for an edge of domain slow, which has no clock",
        '  here: [yield* b.tick(1, "slow");]',
        '  domain slow: [const slow = clockDomain("slow");]',
        '  fix: give it one before the run: sim.clock({ domain: "slow", mhz: 100 })',
        "  in bench waiting at 20 ps, cycle 2 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("that the design does not have are an error that names those it has", () => {
    using sim = simulate(Crossing);
    const text = failure(() => sim.clock({ domain: "fast", mhz: 1 }));
    expect(text).to.contain("CLOCK: Crossing has no clock domain fast");
    expect(text).to.contain("fix: name one of clk, slow");
  });

  it("with a waveform that cannot be are an error", () => {
    using sim = simulate(Counter(8));
    expect(failure(() => sim.clock({ period: 10, high: 10 }))).to.contain(
      "CLOCK: a clock with period 10 ps, phase 10 ps and high 10 ps cannot be made",
    );
  });
});
