import { expect } from "chai";
import { RetentionStore } from "../../../rtl/config/retention-store.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { KEY, NO_KEY } from "./surroundings.ts";

describe("the store for standby", () => {
  it("is empty at power-up, whatever it is told while it is isolated", () => {
    using sim = simulate(RetentionStore);
    sim.drive(sim.dut.isolate, 1);
    sim.bench(function* (b) {
      const { save, isolate, restored } = b.dut;
      b.drive(save, "x");
      yield* b.tick(2);
      b.drive(save, 0);
      b.drive(isolate, 0);
      yield* b.tick(2);
      expect(b.peek(restored)).to.deep.equal(NO_KEY);
    });
    sim.run();
  });

  it("takes a key where it is told to, and keeps it through isolation and reset", () => {
    using sim = simulate(RetentionStore);
    sim.drive(sim.dut.isolate, 1);
    sim.bench(function* (b) {
      const { save, saved, isolate, restored } = b.dut;
      b.drive(isolate, 0);
      b.drive(saved.dataKey, KEY.dataKey);
      b.drive(saved.tweakKey, KEY.tweakKey);
      b.drive(save, 1);
      yield* b.tick();
      b.drive(save, "x");
      b.drive(saved.dataKey, "x");
      b.drive(isolate, 1);
      b.drive(b.resetPin(), 1);
      yield* b.tick(2);
      expect(b.peek(restored)).to.deep.equal(KEY);
    });
    sim.run();
  });

  it("is secret", () => {
    const { memories, signals } = elaborate(RetentionStore).netlist;
    expect(memories.map(({ secret }) => secret)).to.deep.equal([true]);
    expect(signals.filter(({ name, secret }) => name.endsWith("Key") && !secret)).to.deep.equal([]);
  });
});
