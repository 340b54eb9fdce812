import { expect } from "chai";
import fc from "fast-check";
import { Skid } from "../../../rtl/bus/skid.ts";
import { never, random, Scoreboard, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate, enumeration, u } from "../../../sim/hdl/index.ts";
import { dependsOn } from "./paths.ts";

const design = elaborate(Skid({ tag: 4, word: u(16) }));

describe("a register slice", () => {
  it("keeps every item and their order under any back-pressure", () => {
    const chance = fc.double({ min: 0.1, max: 1, noNaN: true });
    const property = (up: number, down: number, seed: number) => {
      using sim = simulate(design, { seed });
      const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(up), between: "x" });
      const board = new Scoreboard<object>(sim, "items");
      new StreamSink(sim, sim.dut.down, {
        pattern: random(down),
        each: ({ payload }) => board.check(payload),
      });
      sim.bench(function* (b) {
        for (let i = 0; i < 100; i++) {
          const item = { tag: b.random.bits(4), word: b.random.bits(16) };
          board.expect(item);
          driver.send(item);
        }
        while (board.checked < 100) yield* b.tick();
      });
      sim.run({ cycles: 5000 });
      expect(board.checked).to.equal(100);
    };
    fc.assert(fc.property(chance, chance, fc.integer(), property), { numRuns: 25 });
  });

  it("passes an item a cycle, one cycle late", () => {
    using sim = simulate(design);
    const driver = new StreamDriver(sim, sim.dut.up);
    const sink = new StreamSink(sim, sim.dut.down);
    sim.bench(function* (b) {
      for (let tag = 0; tag < 5; tag++) driver.send({ tag, word: 0 });
      const start = b.cycle;
      while (sink.count < 5) yield* b.tick();
      expect(sink.transfers.map(({ cycle }) => cycle - start)).to.deep.equal([2, 3, 4, 5, 6]);
    });
    sim.run();
  });

  it("holds two items while its sink takes none", () => {
    using sim = simulate(design);
    const driver = new StreamDriver(sim, sim.dut.up);
    new StreamSink(sim, sim.dut.down, { pattern: never });
    sim.bench(function* (b) {
      for (let tag = 0; tag < 5; tag++) driver.send({ tag, word: 0 });
      yield* b.tick(10);
      expect(driver.pending).to.equal(3);
    });
    sim.run();
  });

  it("has no combinational path from any input to any output", () => {
    const { up, down } = design.io;
    for (const output of [up.ready, down.valid, down.payload.tag, down.payload.word]) {
      expect(dependsOn(design, output, [up.valid, up.payload.tag, up.payload.word, down.ready])).to.equal(
        false,
      );
    }
  });

  it("keeps the names of an enumeration", () => {
    const Op = enumeration("Op", 1, { load: 0, store: 1 });
    const { netlist } = elaborate(Skid(Op));
    const out = netlist.signals.find(({ name, kind }) => name === "payload" && kind === "output");
    expect(netlist.enums[out?.enumeration as number].name).to.equal("Op");
  });
});
