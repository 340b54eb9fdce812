import { expect } from "chai";
import { random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { LockstepEngine } from "../../../sim/bench/lockstep.ts";
import { Design, TEN } from "../event/design.ts";
import { Slice } from "./duts.ts";

describe("LockstepEngine", () => {
  it("runs a bench on both engines, and reports what the event engine reports", () => {
    const results = (["event", "both"] as const).map((engine) => {
      using sim = simulate(Slice(100), { engine, seed: 3 });
      const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(0.7), between: "x" });
      const out = new StreamSink(sim, sim.dut.down, { pattern: random(0.7) });
      sim.bench(function* (b) {
        for (let i = 0; i < 50; i++) driver.send(b.random.bits(100));
        while (out.count < 50) yield* b.tick();
      });
      return sim.run();
    });
    expect(results[1]).to.deep.equal(results[0]);
  });

  it("stops where a signal differs, with the time, the edge and both values", () => {
    const d = new Design();
    const root = d.clocked("root", d.clockNode());
    d.line = 4;
    const tick = d.flop("tick", 1, root, d.constant(1n, 1), { init: undefined });
    const derived = d.clocked("derived", tick);
    d.line = 9;
    const seen = d.flop("seen", 8, derived, d.constant(0xa5n, 8));
    expect(seen).to.be.above(0);
    // The tick comes from x on the event engine, which is no edge, and from 0 on the other.
    const engine = new LockstepEngine(d.finish(), { policy: "merge", seed: 1 });
    engine.clock(root, TEN);
    expect(() => engine.advance(10)).to.throw(
      'ENGINE: the engines differ at 10 ps, edge 1: top.seen is 0x0 on "event" and 0xa5 on "compiled"\n' +
        "  top.seen: design.ts:9\n" +
        '  fix: trust the engine "event", and report the difference',
    );
  });
});
