import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { Adder, Counter, Delay, Guard, Op } from "./duts.ts";
import { failure } from "./failure.ts";
import { run } from "./runs.ts";

describe("driving inputs", () => {
  it("takes effect when every bench has had its turn, so that none sees another's half-step", () => {
    const seen: string[] = [];
    for (const reversed of [false, true]) {
      using sim = simulate(Adder);
      const benches = [
        () =>
          sim.bench(function* writer(b) {
            b.drive(b.dut.a, 1);
            b.drive(b.dut.b, 1);
            yield* b.tick();
            b.drive(b.dut.a, 2);
          }),
        () =>
          sim.bench(function* reader(b) {
            yield* b.tick();
            seen.push(`${b.peek(b.dut.sum)}`);
            yield* b.settle();
            seen.push(`${b.peek(b.dut.sum)}`);
          }),
      ];
      for (const add of reversed ? benches.reverse() : benches) add();
      sim.run();
    }
    expect(seen).to.deep.equal(["2", "3", "2", "3"]);
  });

  it("the last of one bench's values at one time wins", () => {
    run(Delay, function* (b) {
      b.drive(b.dut.d, 1);
      b.drive(b.dut.d, 2);
      yield* b.tick();
      expect(b.peek(b.dut.q)).to.equal(2n);
    });
  });

  it("two benches that drive one input at one time are an error that names both lines", () => {
    using sim = simulate(Delay);
    sim.bench(function* first(b) {
      yield* b.tick(2);
      b.drive(b.dut.d, 1); // the first
    });
    sim.bench(function* second(b) {
      yield* b.tick(2);
      b.drive(b.dut.d, 1); // the second
    });
    expect(failure(() => sim.run())).to.equal(
      [
        "CONFLICT: benches first and second both drive Delay.d at one time",
        "  driven by second: [b.drive(b.dut.d, 1); // the second]",
        "  first driven by first: [b.drive(b.dut.d, 1); // the first]",
        "  fix: let one bench drive it, or drive it at different times",
        "  in bench second at 4000 ps, cycle 4 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("once two benches share an input, an error names the very line that drove it", () => {
    using sim = simulate(Delay);
    sim.bench(function* first(b) {
      b.drive(b.dut.d, 1);
      yield* b.tick(2);
      b.drive(b.dut.d, 3); // the third drive
    });
    sim.bench(function* second(b) {
      yield* b.tick();
      b.drive(b.dut.d, 2);
      yield* b.tick();
      b.drive(b.dut.d, 4);
    });
    const text = failure(() => sim.run());
    expect(text).to.contain("  driven by second: [b.drive(b.dut.d, 4);]");
    expect(text).to.contain("  driven by first: [b.drive(b.dut.d, 3); // the third drive]");
  });

  it("two benches may drive one input at different times", () => {
    using sim = simulate(Delay);
    sim.bench(function* first(b) {
      b.drive(b.dut.d, 1);
      yield* b.tick(2);
    });
    sim.bench(function* second(b) {
      yield* b.tick();
      b.drive(b.dut.d, 2);
      yield* b.tick();
      expect(b.peek(b.dut.q)).to.equal(2n);
    });
    expect(sim.run().finished).to.equal(true);
  });

  it("a value that does not fit is an error with the numbers", () => {
    const text = failure(() =>
      run(Adder, function* (b) {
        b.drive(b.dut.a, 256);
        yield* b.tick();
      }),
    );
    expect(text).to.equal(
      [
        "LITERAL: the value 256 (9 bits) cannot drive Adder.a, which is 8 bits",
        "  here: [b.drive(b.dut.a, 256);]",
        '  Adder.a declared: [export const Adder = module("Adder", { a: In(8), b: In(8), sum: Out(8) }, ({ a, b, sum }) => {]',
        "  fix: give a whole number from 0 to 2^8 - 1, 1 bytes, or 8 characters of 0, 1, x and z",
        "  in bench main at 2000 ps, cycle 2 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("outputs, inner signals and clocks cannot be driven", () => {
    const driving = (path: string) =>
      failure(() =>
        run(Counter(8), function* (b) {
          b.drive(b.signal(path), 0);
          yield* b.tick();
        }),
      ).split("\n");
    expect(driving("Counter.value")[0]).to.equal(
      "DIRECTION: a bench drives Counter.value, which is no input of the design",
    );
    expect(driving("Counter.count")[0]).to.equal(
      "DIRECTION: a bench drives Counter.count, which is no input of the design",
    );
    const clock = driving("Counter.clk");
    expect(clock[0]).to.equal("CLOCK: a bench drives Counter.clk, which is a clock");
    expect(clock.at(-2)).to.equal("  fix: give it a waveform by sim.clock() before the run");
  });

  it("resets can be driven", () => {
    run(Counter(8), function* (b) {
      b.drive(b.dut.en, 1);
      yield* b.tick(3);
      expect(b.peek(b.dut.value)).to.equal(3n);
      b.drive(b.resetPin(), 1);
      yield* b.tick();
      expect(b.peek(b.dut.value)).to.equal(0n);
    });
  });

  it("inputs are z until they are driven, also from outside the benches", () => {
    using sim = simulate(Guard);
    sim.drive(sim.dut.busy, 0);
    sim.bench(function* (b) {
      expect(b.peekLogic(b.dut.op).toString()).to.equal("zz");
      expect(b.peek(b.dut.busy)).to.equal(0n);
      b.drive(b.dut.op, Op.values.write);
      yield* b.settle();
      expect(b.nameOf(b.dut.out)).to.equal("write");
    });
    sim.run();
  });

  it("outside of a bench it is an error", () => {
    using sim = simulate(Delay);
    sim.bench(function* (b) {
      yield* b.tick();
      sim.atEnd(() => b.drive(b.dut.d, 1));
    });
    expect(failure(() => sim.run())).to.contain("BENCH: drive is used outside of a bench");
  });
});
