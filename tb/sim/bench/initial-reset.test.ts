import { expect } from "chai";
import { type SimulateOptions, simulate } from "../../../sim/bench/index.ts";
import type { ElaborateOptions } from "../../../sim/hdl/index.ts";
import { Counter, Crossing } from "./duts.ts";

/** When the bench begins, with the level of the reset before and after. */
function begin(options: SimulateOptions) {
  using sim = simulate(Counter(8), options);
  const seen: unknown[] = [];
  sim.bench(function* (b) {
    seen.push(b.now, b.peekLogic(b.resetPin()).toString());
    yield* b.settle();
    seen.push(b.peekLogic(b.resetPin()).toString(), b.peekLogic(b.dut.value).toString());
  });
  sim.run();
  return seen;
}

describe("the initial reset", () => {
  it("is held for two edges; benches begin as it is released", () => {
    expect(begin({})).to.deep.equal([2000, "1", "0", "00000000"]);
  });

  it("is held for as many edges as are asked for", () => {
    expect(begin({ reset: 5 })).to.deep.equal([5000, "1", "0", "00000000"]);
  });

  it("may be left out: the reset starts released, benches begin at time 0", () => {
    expect(begin({ reset: false })).to.deep.equal([0, "0", "0", "xxxxxxxx"]);
    expect(begin({ reset: 0 })).to.deep.equal([0, "0", "0", "xxxxxxxx"]);
  });

  it("keeps to the level and kind that the domain declares", () => {
    const elaborate: ElaborateOptions = { reset: "async", active: "low" };
    expect(begin({ elaborate })).to.deep.equal([2000, "0", "1", "00000000"]);
    using sim = simulate(Counter(8), { elaborate }).clock({ period: 1000 });
    sim.bench(function* (b) {
      yield* b.tick();
    });
    sim.run({ time: 1 });
    expect(sim.peek(sim.dut.value)).to.equal(0n);
  });

  it("is none in a domain without reset", () => {
    using sim = simulate(Counter(8), { elaborate: { reset: "none" } });
    sim.bench(function* (b) {
      expect([b.now, b.peek(b.dut.value)]).to.deep.equal([0, 0n]);
      yield* b.tick();
    });
    sim.run();
  });

  it("holds all root domains until each clock has had its edges, and releases them together", () => {
    using sim = simulate(Crossing).clock({ period: 10 }).clock({ domain: "slow", period: 35 });
    const slow = sim.signal("slow_rst");
    const fast = sim.signal("rst");
    const seen: [number, bigint, bigint][] = [];
    sim.bench(function* (b) {
      seen.push([b.now, b.peek(fast), b.peek(slow)]);
      yield* b.settle();
      seen.push([b.now, b.peek(fast), b.peek(slow)]);
    });
    sim.run({ time: 25 });
    seen.push([sim.time, sim.peek(fast), sim.peek(slow)]);
    sim.run();
    expect(seen).to.deep.equal([
      [25, 1n, 1n],
      [70, 1n, 1n],
      [70, 0n, 0n],
    ]);
  });

  it("of a domain whose clock stands ends with the others", () => {
    using sim = simulate(Crossing).clock({ period: 10 });
    sim.bench(function* (b) {
      yield* b.settle();
      expect([b.now, b.peek(b.signal("slow_rst"))]).to.deep.equal([20, 0n]);
    });
    sim.run();
  });

  it("that is asynchronous acts without an edge, then and later", () => {
    using sim = simulate(Counter(8), { elaborate: { reset: "async" } });
    sim.bench(function* (b) {
      b.drive(b.dut.en, 1);
      yield* b.tick(3);
      yield* b.after(100);
      b.drive(b.resetPin(), 1);
      yield* b.settle();
      expect([b.now, b.peek(b.dut.value)]).to.deep.equal([5100, 0n]);
    });
    expect([sim.run({ time: 1 }).cycles, sim.peek(sim.dut.value)]).to.deep.equal([0, 0n]);
    sim.run();
  });
});
