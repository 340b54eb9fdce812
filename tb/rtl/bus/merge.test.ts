import { expect } from "chai";
import { merge } from "../../../rtl/bus/merge.ts";
import { random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate, flip, module, pipeline, stream } from "../../../sim/hdl/index.ts";

const item = stream({ from: 1, number: 8 });

const Merge = module(
  "Merge",
  { first: flip(item), second: flip(item), down: item },
  ({ first, second, down }) => {
    const merged = merge("both", first, second);
    down.valid.drive(merged.valid);
    merged.ready.drive(down.ready);
    down.payload.from.drive(merged.payload.from);
    down.payload.number.drive(merged.payload.number);
  },
);

const Staged = elaborate(
  module("Staged", { first: flip(item), second: flip(item), down: item }, ({ first, second, down }) => {
    pipeline(merge("both", first, second))
      .stage("held", (held) => held)
      .into(down);
  }),
);

/** All choices of three bits. */
const CHOICES = Array.from({ length: 8 }, (_, i) => [4, 2, 1].map((bit) => (i & bit ? 1n : 0n)));

describe("merge", () => {
  it("offers the first stream's item where it has one, else the second's, and takes only what it offers", () => {
    using sim = simulate(Merge);
    const { first, second, down } = sim.dut;
    for (const [number, { payload }] of [first, second].entries()) {
      sim.drive(payload.from, number);
      sim.drive(payload.number, 70 + number);
    }
    for (const [one, two, ready] of CHOICES) {
      sim.drive(first.valid, one);
      sim.drive(second.valid, two);
      sim.drive(down.ready, ready);
      sim.run({ time: 1 });
      const seen = `valid ${one} ${two}, ready ${ready}`;
      expect(sim.peek(down.valid), seen).to.equal(one | two);
      expect(sim.peek(first.ready), seen).to.equal(ready);
      expect(sim.peek(second.ready), seen).to.equal(ready & (1n - one));
      if (one | two) {
        const { from, number } = sim.peek(down.payload);
        expect([from, number], seen).to.deep.equal(one ? [0n, 70n] : [1n, 71n]);
      }
    }
  });

  it("passes the same cycle: there is no register in it", () => {
    expect(elaborate(Merge).netlist.registers.length).to.equal(0);
  });

  it("loses and repeats nothing of either stream, and keeps the order of each, before a stage", () => {
    using sim = simulate(Staged, { seed: 8 });
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    const drivers = [sim.dut.first, sim.dut.second].map(
      (end) => new StreamDriver(sim, end, { pattern: random(0.5), between: "x" }),
    );
    const sink = new StreamSink(sim, sim.dut.down, { pattern: random(0.8) });
    sim.bench(function* (b) {
      for (const [from, driver] of drivers.entries())
        for (const number of numbers) driver.send({ from, number });
      while (sink.count < 400) yield* b.tick();
      yield* b.tick(20);
    });
    sim.run({ cycles: 2000 });
    const items = sink.transfers.map(({ payload }) => payload);
    for (const from of [0n, 1n]) {
      const came = items.filter((item) => item.from === from).map(({ number }) => Number(number));
      expect(came).to.deep.equal(numbers);
    }
    expect(sink.count).to.equal(400);
  });
});
