import { expect } from "chai";
import { engineConfig, keyDoneStream, keyUpdateStream } from "../../../rtl/config/engine-config.ts";
import { ConfigLink } from "../../../rtl/engine/config-link.ts";
import { engineLevels } from "../../../rtl/engine/lookup.ts";
import { StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import {
  clockDomain,
  connect,
  currentDomain,
  elaborate,
  flip,
  instances,
  module,
} from "../../../sim/hdl/index.ts";

const design = elaborate(
  module(
    "Top",
    {
      up: { levels: flip(engineConfig), keyUpdate: flip(keyUpdateStream), keyDone: flip(keyDoneStream) },
      down: { levels: flip(engineLevels), keyUpdate: keyUpdateStream, keyDone: keyDoneStream },
    },
    ({ up, down }) => {
      const { link } = instances({
        link: ConfigLink({ config: clockDomain("cfg"), fabric: currentDomain() }),
      });
      connect(link.up, up);
      connect(link.down, down);
    },
  ),
);

/** A fabric of 800 MHz, and registers of 100 MHz. */
function start() {
  const sim = simulate(design).clock({ period: 1250 }).clock({ domain: "cfg", period: 10_000 });
  const { up, down } = sim.dut;
  sim.drive(up.keyUpdate.valid, 0).drive(up.keyDone.ready, 1);
  sim.drive(down.keyUpdate.ready, 1).drive(down.keyDone.valid, 0);
  sim.drive(up.levels.tdxKeyIdBits, 0).drive(up.levels.policy, 0);
  const write = (ones: boolean) => {
    const level = (bits: number) => (ones ? 2n ** BigInt(bits) - 1n : 0n);
    for (const name of ["enabled", "bypass", "excludeEnable"] as const) sim.drive(up.levels[name], level(1));
    sim.drive(up.levels.keyIdBits, level(4));
    for (const name of ["excludeMask", "excludeBase"] as const) sim.drive(up.levels[name], level(52));
  };
  write(false);
  return { sim, write };
}

const ALL = { enabled: 1n, bypass: 1n, keyIdBits: 15n, excludeEnable: 1n };
const RANGE = { excludeMask: 2n ** 52n - 1n, excludeBase: 2n ** 52n - 1n };
const NONE = { enabled: 0n, bypass: 0n, keyIdBits: 0n, excludeEnable: 0n, excludeMask: 0n, excludeBase: 0n };

describe("the link from the registers to the engine", () => {
  it("shows each change of the levels whole, within six cycles of the registers' clock", () => {
    const { sim, write } = start();
    using _ = sim;
    let ones = false;
    for (let change = 0; change < 20; change++) {
      ones = !ones;
      write(ones);
      const [before, after] = ones ? [NONE, { ...ALL, ...RANGE }] : [{ ...ALL, ...RANGE }, NONE];
      let cycles = 0;
      // From other places in a cycle of the registers each time.
      for (; cycles < 6 * 8 + change; cycles++) {
        sim.run({ cycles: 1 });
        expect(sim.peek(sim.dut.down.levels)).to.be.deep.oneOf([before, after]);
      }
      expect(sim.peek(sim.dut.down.levels), `change ${change}`).to.deep.equal(after);
    }
  });

  it("gives each key update on once, and its answer back once", () => {
    const { sim } = start();
    using _ = sim;
    const { up, down } = sim.dut;
    const updates = new StreamDriver(sim, up.keyUpdate, { domain: "cfg", name: "updates" });
    const taken = new StreamSink(sim, down.keyUpdate, { name: "taken" });
    const answers = new StreamDriver(sim, down.keyDone, { name: "answers" });
    const done = new StreamSink(sim, up.keyDone, { domain: "cfg", name: "done" });
    const update = { keyId: 5, mode: 1, algorithm: 2, dataKey: 2n ** 256n - 3n, tweakKey: 7n };
    sim.bench(function* (b) {
      for (const keyId of [5, 6]) updates.send({ ...update, keyId });
      while (taken.count < 2) yield* b.tick();
      for (const succeeded of [1, 0]) answers.send(succeeded);
      yield* b.tick(200);
    });
    sim.run();
    const sent = { mode: 1n, algorithm: 2n, dataKey: 2n ** 256n - 3n, tweakKey: 7n };
    expect(taken.transfers.map(({ payload }) => payload)).to.deep.equal([
      { keyId: 5n, ...sent },
      { keyId: 6n, ...sent },
    ]);
    expect(done.transfers.map(({ payload }) => payload)).to.deep.equal([1n, 0n]);
  });

  it("keeps the keys on their way secret", () => {
    const secrets = design.netlist.memories.filter(({ secret }) => secret).length;
    expect([design.netlist.memories.length, secrets]).to.deep.equal([3, 1]);
  });
});
