import { expect } from "chai";
import fc from "fast-check";
import { AsyncFifo } from "../../../rtl/bus/async-fifo.ts";
import { always, never, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import {
  clockDomain,
  connect,
  currentDomain,
  elaborate,
  instances,
  module,
  Out,
} from "../../../sim/hdl/index.ts";
import { fault } from "../../sim/hdl/model.ts";
import { between, passed, RESET_EDGES, type TwoClocks, twoClocks } from "./two-clocks.ts";

const queue = (depth: number, stages = 2) =>
  between((from, to) => AsyncFifo({ payload: 16, depth, from, to, stages }));
const QUEUES = { 2: queue(2), 4: queue(4), 8: queue(8), deep: queue(8, 3) };

/** Words that `up` takes while `down` takes none. */
function capacity(depth: keyof typeof QUEUES): number {
  using sim = simulate(QUEUES[depth]).clock({ period: 1000 }).clock({ domain: "there", period: 1000 });
  const driver = new StreamDriver(sim, sim.dut.up);
  new StreamSink(sim, sim.dut.down, { pattern: never, domain: "there" });
  sim.bench(function* (b) {
    for (let word = 0; word < 20; word++) driver.send(word);
    yield* b.tick(50);
  });
  sim.run();
  return 20 - driver.pending;
}

/** Edges of `there`, counted from the edge of `clk` that takes the first word, at which words come out. */
function arrivals(depth: keyof typeof QUEUES, words: number): number[] {
  using sim = simulate(QUEUES[depth]).clock({ period: 1000 }).clock({ domain: "there", period: 1000 });
  const driver = new StreamDriver(sim, sim.dut.up, { pattern: always });
  const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
  let start = 0;
  sim.bench(function* (b) {
    start = b.cycle + 1;
    for (let word = 0; word < words; word++) driver.send(word);
    while (sink.count < words) yield* b.tick();
  });
  sim.run();
  return sink.transfers.map(({ cycle }) => cycle - start);
}

describe("an asynchronous FIFO", () => {
  for (const [name, design] of Object.entries(QUEUES)) {
    it(`loses, repeats and reorders nothing at any ratio and phase of the clocks (${name})`, () => {
      const words = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 60 });
      const property = (clocks: TwoClocks, sent: number[]) => {
        expect(passed(design, clocks, sent)).to.deep.equal(sent.map(BigInt));
      };
      fc.assert(fc.property(twoClocks, words, property), { numRuns: 15 });
    });
  }

  it("takes as many words as it is deep", () => {
    expect([capacity(2), capacity(4), capacity(8)]).to.deep.equal([2, 4, 8]);
  });

  it("gives a word three edges after it was taken, four with three flops in the synchronisers", () => {
    expect([arrivals(8, 1), arrivals("deep", 1)]).to.deep.equal([[3], [4]]);
  });

  it("passes a word a cycle where it is deep enough", () => {
    expect(arrivals(8, 24)).to.deep.equal(Array.from({ length: 24 }, (_, word) => 3 + word));
  });

  it("moves one bit of each pointer at a time", () => {
    using sim = simulate(QUEUES[4], { reset: RESET_EDGES })
      .clock({ period: 1000 })
      .clock({ domain: "there", period: 730 });
    const driver = new StreamDriver(sim, sim.dut.up);
    const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
    const seen: Record<string, bigint[]> = { tailGray: [], headGray: [] };
    for (const [name, values] of Object.entries(seen)) {
      sim.background(
        function* (b) {
          const pointer = b.signal(`Top.link.${name}`);
          for (;;) values.push(yield* b.sample(pointer));
        },
        { domain: name === "headGray" ? "there" : "clk" },
      );
    }
    sim.bench(function* (b) {
      for (let word = 0; word < 20; word++) driver.send(word);
      while (sink.count < 20) yield* b.tick();
    });
    sim.run();
    for (const values of Object.values(seen)) {
      const steps = values
        .slice(1)
        .map((value, i) => (value ^ values[i]).toString(2).replaceAll("0", "").length);
      expect(Math.max(...steps)).to.equal(1);
    }
  });

  it("survives a side that leaves its reset late", () => {
    for (const late of ["clk", "there"]) {
      using sim = simulate(QUEUES[4], { reset: 4 })
        .clock({ period: 1000 })
        .clock({ domain: "there", period: 900 });
      const driver = new StreamDriver(sim, sim.dut.up);
      const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
      sim.bench(function* (b) {
        b.drive(b.resetPin(late), 1);
        if (late === "there") for (const word of [1, 2, 3]) driver.send(word);
        yield* b.tick(10);
        b.drive(b.resetPin(late), 0);
        if (late === "clk") for (const word of [1, 2, 3]) driver.send(word);
        while (sink.count < 3) yield* b.tick();
      });
      sim.run({ cycles: 100 });
      expect(sink.transfers.map(({ payload }) => payload)).to.deep.equal([1n, 2n, 3n]);
    }
  });

  it("is what a word needs: the language refuses to read it in another domain without", () => {
    const Bare = module("Bare", { q: Out(1) }, ({ q }) => {
      const there = clockDomain("there");
      const { link } = instances({
        link: AsyncFifo({ payload: 16, depth: 4, from: currentDomain(), to: there }),
      });
      // Both ends in one domain: `down.ready` would be read in the other.
      const { again } = instances({
        again: AsyncFifo({ payload: 16, depth: 4, from: currentDomain(), to: there }),
      });
      connect(again.up, link.down);
      link.up.valid.drive(0);
      link.up.payload.drive(0);
      again.down.ready.drive(1);
      q.drive(again.down.valid);
    });
    expect(fault(() => elaborate(Bare)).split("\n")[0]).to.match(
      /^CROSSING: .* in domain ".*" reads .* without a synchroniser$/,
    );
  });

  it("refuses a depth that is no power of two", () => {
    expect(fault(() => queue(6))).to.match(
      /^OPTION: depth is "6"\n(.|\n)*fix: give a power of two, 2 or more$/,
    );
  });
});
