import { expect } from "chai";
import { type EngineName, simulate } from "../../../sim/bench/index.ts";
import { assert, cover, In, module, Out, regs, u } from "../../../sim/hdl/index.ts";
import { Family } from "../bench/duts.ts";
import { thrown } from "../bench/failure.ts";

/** Counts, covers each fourth value, and fails at 900. */
const Watched = module("Watched", { en: In(1), value: Out(10) }, ({ en, value }) => {
  const { count } = regs({ count: u(10).init(0) });
  count.next = count.add(en.zext(10));
  cover("fourth", count.at("1:0").eq(3));
  assert(count.lt(900), "below 900");
  value.drive(count);
});

/** What a run comes to on each engine. */
const onBoth = <T>(run: (engine: EngineName) => T): readonly T[] => (["event", "compiled"] as const).map(run);

describe("a run that nobody looks at", () => {
  it("ends at the same time, with the same values, counts and covers on both engines", () => {
    for (const limits of [
      { cycles: 1 },
      { cycles: 2 },
      { cycles: 777 },
      { time: 300_250 },
      { time: 300_500 },
    ]) {
      const [event, compiled] = onBoth((engine) => {
        using sim = simulate(Watched, { engine });
        sim.drive(sim.dut.en, 1);
        const first = sim.run(limits);
        const second = sim.run({ cycles: 3 });
        return [first, second, sim.time, sim.peek(sim.dut.value)];
      });
      expect(compiled, JSON.stringify(limits)).to.deep.equal(event);
    }
  });

  it("stops for benches that wait for a time, and goes on", () => {
    const [event, compiled] = onBoth((engine) => {
      const sim = simulate(Watched, { engine });
      const seen: unknown[] = [];
      sim.bench(function* (b) {
        b.drive(b.dut.en, 1);
        for (const ps of [100_000, 499, 501, 1, 1000, 70_000]) {
          yield* b.after(ps);
          seen.push([b.now, b.cycle, b.cycle > 0 && b.peek(b.dut.value)]);
        }
      });
      sim.run();
      return seen;
    });
    expect(compiled).to.deep.equal(event);
  });

  it("fails where an assertion fails", () => {
    const [event, compiled] = onBoth((engine) => {
      const sim = simulate(Watched, { engine });
      sim.drive(sim.dut.en, 1);
      return thrown(() => sim.run({ cycles: 2000 })).message;
    });
    expect(compiled).to.equal(event);
    expect(compiled).to.match(/below 900/);
  });

  it("takes other clocks along", () => {
    const [event, compiled] = onBoth((engine) => {
      const sim = simulate(Family, { engine });
      sim.drive(sim.dut.run, 1);
      sim.run({ cycles: 500 });
      return [sim.time, sim.peek(sim.dut.whole), sim.peek(sim.dut.quarter), sim.peek(sim.dut.gated)];
    });
    expect(compiled).to.deep.equal(event);
  });
});
