import { expect } from "chai";
import fc from "fast-check";
import { Crossing } from "../../../rtl/bus/crossing.ts";
import { never, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import {
  clockDomain,
  connect,
  currentDomain,
  elaborate,
  flip,
  instances,
  module,
  stream,
  u,
} from "../../../sim/hdl/index.ts";
import { filled } from "../memory-words.ts";
import { between, passed, type TwoClocks, twoClocks } from "./two-clocks.ts";

const design = between((from, to) => Crossing({ payload: 16, from, to }));

describe("a crossing by request and acknowledge", () => {
  it("loses, repeats and reorders nothing at any ratio and phase of the clocks", () => {
    const words = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 30 });
    const property = (clocks: TwoClocks, sent: number[]) => {
      expect(passed(design, clocks, sent)).to.deep.equal(sent.map(BigInt));
    };
    fc.assert(fc.property(twoClocks, words, property), { numRuns: 40 });
  });

  it("holds one item, and takes the next when the other side has taken it", () => {
    using sim = simulate(design).clock({ period: 1000 }).clock({ domain: "there", period: 1000 });
    const driver = new StreamDriver(sim, sim.dut.up);
    new StreamSink(sim, sim.dut.down, { pattern: never, domain: "there" });
    sim.bench(function* (b) {
      for (const word of [1, 2]) driver.send(word);
      yield* b.tick(30);
      expect([driver.pending, b.peek(b.dut.down)]).to.deep.equal([1, { valid: 1n, ready: 0n, payload: 1n }]);
    });
    sim.run();
  });

  it("gives an item three edges after it was taken, and one each six cycles of equal clocks", () => {
    using sim = simulate(design).clock({ period: 1000 }).clock({ domain: "there", period: 1000 });
    const driver = new StreamDriver(sim, sim.dut.up);
    const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
    sim.bench(function* (b) {
      const start = b.cycle + 1;
      for (const word of [1, 2, 3]) driver.send(word);
      while (sink.count < 3) yield* b.tick();
      expect(sink.transfers.map(({ cycle }) => cycle - start)).to.deep.equal([3, 9, 15]);
    });
    sim.run();
  });

  it("keeps nothing of an item that the other side has taken", () => {
    using sim = simulate(design).clock({ period: 1000 }).clock({ domain: "there", period: 1000 });
    const driver = new StreamDriver(sim, sim.dut.up, { between: "x" });
    const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
    sim.bench(function* (b) {
      driver.send(0xffff);
      yield* driver.drained();
      expect(filled(sim, () => true)).to.have.lengthOf(1);
      while (sink.count < 1) yield* b.tick();
      yield* b.tick(4);
      expect(filled(sim, () => true)).to.deep.equal([]);
    });
    sim.run();
  });

  it("carries a record, and what is secret in it stays so", () => {
    const record = stream({ slot: 4, key: u(32).secret() });
    const Top = module("Top", { up: flip(record), down: record }, ({ up, down }) => {
      const { link } = instances({
        link: Crossing({
          payload: { slot: 4, key: u(32).secret() },
          from: currentDomain(),
          to: clockDomain("there"),
        }),
      });
      connect(link.up, up);
      connect(link.down, down);
    });
    const { netlist, io } = elaborate(Top);
    expect(netlist.memories.map(({ name, secret }) => [name, secret])).to.deep.equal([["item", true]]);
    using sim = simulate({ netlist, io });
    sim.clock({ period: 1000 }).clock({ domain: "there", period: 700 });
    const driver = new StreamDriver(sim, sim.dut.up);
    const sink = new StreamSink(sim, sim.dut.down, { domain: "there" });
    sim.bench(function* (b) {
      driver.send({ slot: 5, key: 0x12345678 });
      while (sink.count < 1) yield* b.tick();
      expect(sink.transfers[0].payload).to.deep.equal({ slot: 5n, key: 0x12345678n });
    });
    sim.run();
  });
});
