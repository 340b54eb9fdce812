import { expect } from "chai";
import { ConfigBlock } from "../../../rtl/config/config-block.ts";
import { RetentionStore } from "../../../rtl/config/retention-store.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, instances, module } from "../../../sim/hdl/index.ts";
import { KEY, NO_KEY } from "./surroundings.ts";

describe("the store for standby", () => {
  it("is empty at power-up, whatever it is told in the first cycle", () => {
    using sim = simulate(RetentionStore);
    sim.drive(sim.dut.save, "x");
    sim.run({ cycles: 1 });
    sim.drive(sim.dut.save, 0);
    sim.run({ cycles: 3 });
    expect(sim.peek(sim.dut.restored)).to.deep.equal(NO_KEY);
  });

  it("takes a key where it is told to, and keeps it through reset", () => {
    using sim = simulate(RetentionStore);
    sim.drive(sim.dut.save, 0);
    sim.bench(function* (b) {
      const { save, saved, restored } = b.dut;
      b.drive(saved.dataKey, KEY.dataKey);
      b.drive(saved.tweakKey, KEY.tweakKey);
      b.drive(save, 1);
      yield* b.tick();
      b.drive(save, 0);
      b.drive(saved.dataKey, "x");
      b.drive(b.resetPin(), 1);
      yield* b.tick(2);
      expect(b.peek(restored)).to.deep.equal(KEY);
    });
    sim.run();
  });

  it("is empty when the reset of the registers is over, although nothing else drove them", () => {
    const { retention: _, ...ports } = ConfigBlock().shape;
    const Kept = module("Kept", ports, (io) => {
      const { block, store } = instances({ block: ConfigBlock(), store: RetentionStore });
      const { retention, ...rest } = block;
      connect(retention, store);
      connect(rest, io);
    });
    using sim = simulate(Kept, { reset: 3 });
    sim.run({ time: 2900 });
    expect(sim.peek(sim.signal("Kept.store.restored.dataKey"))).to.equal(0n);
  });

  it("is secret", () => {
    const { memories, signals } = elaborate(RetentionStore).netlist;
    expect(memories.map(({ name, secret }) => [name, secret])).to.deep.equal([
      ["keys", true],
      ["awake", false],
    ]);
    expect(signals.filter(({ name, secret }) => name.endsWith("Key") && !secret)).to.deep.equal([]);
  });
});
