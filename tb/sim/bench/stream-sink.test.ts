import { expect } from "chai";
import fc from "fast-check";
import {
  burst,
  never,
  type Pattern,
  random,
  Scoreboard,
  StreamDriver,
  StreamSink,
  simulate,
} from "../../../sim/bench/index.ts";
import { Slice } from "./duts.ts";

/** What comes out of a stage, and in which cycles, with these patterns on its two sides. */
function passed(items: readonly number[], send: Pattern, accept: Pattern, seed = 1) {
  using sim = simulate(Slice(8), { seed });
  const driver = new StreamDriver(sim, sim.dut.up, { pattern: send });
  const sink = new StreamSink(sim, sim.dut.down, { pattern: accept });
  sim.bench(function* (b) {
    for (const item of items) driver.send(item);
    while (sink.count < items.length && b.cycle < 5000) yield* b.tick();
  });
  sim.run();
  return sink.transfers;
}

describe("a stream sink", () => {
  it("takes an item a cycle unless told otherwise", () => {
    const transfers = passed([1, 2, 3], burst(1, 0), burst(1, 0));
    expect(transfers.map(({ payload, cycle }) => [Number(payload), cycle])).to.deep.equal([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it("holds the source up in the cycles in which its pattern pauses", () => {
    // Ready in cycles 3 and 4, 8 and 9, 13 and 14.
    const transfers = passed([1, 2, 3, 4], burst(1, 0), burst(2, 3));
    expect(transfers.map(({ cycle }) => cycle)).to.deep.equal([4, 8, 9, 13]);
  });

  it("takes nothing where it never goes on", () => {
    expect(passed([1], burst(1, 0), never)).to.deep.equal([]);
  });

  it("loses, repeats and reorders nothing behind a stage, under any idling and back-pressure", () => {
    const rate = fc.double({ min: 0.2, max: 1, noNaN: true });
    const items = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 });
    fc.assert(
      fc.property(items, rate, rate, fc.integer(), (sent, send, accept, seed) => {
        const transfers = passed(sent, random(send), random(accept), seed);
        expect(transfers.map(({ payload }) => Number(payload))).to.deep.equal(sent);
      }),
      { numRuns: 50 },
    );
  });

  it("feeds a scoreboard", () => {
    using sim = simulate(Slice(16), { seed: 4 });
    const board = new Scoreboard<bigint>(sim, "items");
    const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(0.8) });
    new StreamSink(sim, sim.dut.down, {
      pattern: random(0.6),
      each: ({ payload }) => board.check(payload),
    });
    sim.bench(function* (b) {
      for (let i = 0; i < 200; i++) {
        const item = b.random.bits(16);
        board.expect(item);
        driver.send(item);
      }
      yield* driver.drained();
      yield* b.until(b.dut.down, ({ valid }) => valid === 0n);
    });
    expect(sim.run().finished).to.equal(true);
    expect(board.checked).to.equal(200);
  });
});
