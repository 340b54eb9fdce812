import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";
import { Adder, Counter, Worker } from "./duts.ts";
import { failure } from "./failure.ts";
import { run } from "./runs.ts";

describe("the signals of a design", () => {
  it("are found by their path; an error offers the nearest for a path that is not there", () => {
    using sim = simulate(Worker);
    const state = sim.signal("Worker.ctl");
    expect([state.path, state.width, state.kind]).to.deep.equal(["Worker.ctl", 2, "register"]);
    expect(sim.signal("ctl").path).to.equal("Worker.ctl");
    expect(failure(() => sim.signal("Worker.ctrl"))).to.equal(
      [
        "NAME: Worker has no signal Worker.ctrl",
        '  here: [expect(failure(() => sim.signal("Worker.ctrl"))).to.equal(]',
        "  fix: did you mean Worker.ctl?",
      ].join("\n"),
    );
    expect(failure(() => sim.signal("nowhere"))).to.contain("fix: give the dotted path, as waves show it");
  });

  it("give their lowest 32 bits as a number", () => {
    const Wide = module("Wide", { a: In(40), b: Out(40) }, ({ a, b }) => b.drive(a));
    const seen: number[] = [];
    run(Wide, function* (b) {
      const pin = b.session.pins.of(b.dut.b);
      for (const value of [0x12_89ab_cdefn, 7n]) {
        b.drive(b.dut.a, value);
        yield* b.settle();
        seen.push(pin.low());
      }
    });
    expect(seen).to.deep.equal([0x89abcdef, 7]);
  });

  it("have names for the states of a machine", () => {
    const states: (string | undefined)[] = [];
    run(Worker, function* (b) {
      const state = b.signal("ctl");
      b.drive(b.dut.start, 1);
      for (let i = 0; i < 4; i++) {
        yield* b.tick();
        states.push(b.nameOf(state));
      }
      expect(b.nameOf(b.dut.start)).to.equal(undefined);
    });
    expect(states).to.deep.equal(["Work", "Finish", "Done", "Idle"]);
  });

  it("are not those of another design", () => {
    const other = simulate(Adder);
    const text = failure(() =>
      run(Counter(8), function* (b) {
        yield* b.sample(other.dut);
      }),
    );
    expect(text).to.contain("BENCH: the handle is no port of Counter");
  });
});
