import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { Counter, Worker } from "./duts.ts";
import { failure } from "./failure.ts";

describe("simulate", () => {
  it("elaborates a module under the name and with the reset that are asked for", () => {
    using sim = simulate(Counter(8), { elaborate: { name: "dut", reset: "none" } });
    expect(sim.signal("count").path).to.equal("dut.count");
    expect(failure(() => sim.signal("dut.rst"))).to.contain("NAME: dut has no signal dut.rst");
  });

  it("gives the same run with and without the passes", () => {
    const states = (skip: readonly ("split" | "unwire" | "fold" | "cse" | "enable" | "dead")[]) => {
      using sim = simulate(Worker, { skip });
      const recording = sim.record();
      sim.bench(function* (b) {
        for (let i = 0; i < 30; i++) {
          b.drive(b.dut.start, b.random.chance(0.3));
          yield* b.tick();
        }
      });
      sim.run();
      return recording.traces.map(({ name, samples }) => [name, ...samples]);
    };
    expect(states(["unwire", "fold", "cse", "enable", "dead"])).to.deep.equal(states([]));
  });

  it("refuses options that cannot be", () => {
    expect(failure(() => simulate(Counter(8), { reset: -1 }))).to.equal(
      [
        "BENCH: an initial reset of -1 edges",
        "  here: [expect(failure(() => simulate(Counter(8), { reset: -1 }))).to.equal(]",
        "  fix: give 0 or more",
      ].join("\n"),
    );
    expect(failure(() => simulate(Counter(8), { engine: "steam" as never }))).to.contain(
      "BENCH: there is no engine steam",
    );
  });
});
