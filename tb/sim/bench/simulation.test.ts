import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { Counter, Delay, Slice } from "./duts.ts";
import { failure, thrown } from "./failure.ts";
import { run } from "./runs.ts";

describe("a simulation", () => {
  it("runs until all benches have ended, whatever the background does", () => {
    using sim = simulate(Counter(8));
    sim.background(function* (b) {
      for (;;) yield* b.tick();
    });
    for (const edges of [3, 7]) {
      sim.bench(function* (b) {
        yield* b.tick(edges);
      });
    }
    expect(sim.run()).to.deep.equal({ cycles: 9, time: 9000, finished: true, covers: [] });
  });

  it("resumes benches in the order in which they were added", () => {
    using sim = simulate(Counter(8));
    const order: string[] = [];
    for (const name of ["first", "second", "third"]) {
      sim.bench(
        function* (b) {
          // The later a bench was added, the earlier it began to wait.
          yield* b.after(name === "first" ? 500 : name === "second" ? 300 : 100);
          yield* b.tick();
          order.push(name);
        },
        { name },
      );
    }
    sim.run();
    expect(order).to.deep.equal(["first", "second", "third"]);
  });

  it("gives the same waves whatever the order of its benches", () => {
    const final = (reversed: boolean) => {
      using sim = simulate(Slice(8));
      const recording = sim.record();
      const benches = [
        () =>
          sim.bench(function* source(b) {
            for (let i = 0; i < 20; i++) {
              b.drive(b.dut.up.valid, i % 3 !== 0);
              b.drive(b.dut.up.payload, i);
              yield* b.tick();
            }
          }),
        () =>
          sim.bench(function* sink(b) {
            for (let i = 0; i < 20; i++) {
              b.drive(b.dut.down.ready, i % 4 !== 1);
              yield* b.tick();
            }
          }),
      ];
      for (const add of reversed ? benches.reverse() : benches) add();
      sim.run();
      return recording.traces.map(({ name, samples }) => [name, ...samples]);
    };
    expect(final(true)).to.deep.equal(final(false));
  });

  it("runs in slices, by cycles or by time, as it runs in one go", () => {
    const sim = simulate(Counter(8));
    sim.bench(function* (b) {
      b.drive(b.dut.en, 1);
      yield* b.tick(10);
    });
    const results = [
      sim.run({ cycles: 1 }),
      sim.run({ time: 250 }),
      sim.run({ time: 250 }),
      sim.run({ cycles: 4 }),
    ];
    expect(results.map(({ cycles, time, finished }) => [cycles, time, finished])).to.deep.equal([
      [1, 1000, false],
      [1, 1250, false],
      [1, 1500, false],
      [5, 5000, false],
    ]);
    expect(sim.peek(sim.dut.value)).to.equal(3n);
    expect(sim.run().time).to.equal(12000);
    expect(sim.run({ cycles: 5 }).time).to.equal(12000);
  });

  it("takes further benches between slices: in reset they begin after it, later at once", () => {
    using sim = simulate(Counter(8));
    const begun: number[] = [];
    const add = (edges: number) =>
      sim.bench(function* (b) {
        begun.push(b.now);
        yield* b.tick(edges);
      });
    add(3);
    sim.run({ cycles: 1 });
    add(4);
    sim.run({ cycles: 3 });
    add(1);
    expect(sim.run().time).to.equal(6000);
    expect(begun).to.deep.equal([2000, 2000, 4000]);
  });

  it("takes no bench that would never begin, once it has finished", () => {
    using sim = simulate(Counter(8));
    sim.bench(function* (b) {
      yield* b.tick();
    });
    sim.run();
    expect(failure(() => sim.background(function* () {}))).to.equal(
      [
        "BENCH: a bench is added to a run that has finished",
        "  here: [expect(failure(() => sim.background(function* () {}))).to.equal(]",
        "  fix: add it before, or make a new simulation",
      ].join("\n"),
    );
  });

  it("is driven from outside before the run, so in reset too, and between slices", () => {
    using sim = simulate(Delay);
    sim.drive(sim.dut.d, 5);
    sim.run({ cycles: 1 });
    expect(sim.peek(sim.dut.q)).to.equal(5n);
    sim.drive(sim.dut.d, 6).run({ cycles: 1 });
    expect(sim.peek(sim.dut.q)).to.equal(6n);
  });

  it("ends by finish() with the time step", () => {
    using sim = simulate(Counter(8));
    let others = 0;
    sim.bench(function* (b) {
      yield* b.tick(4);
      b.finish();
    });
    sim.bench(function* (b) {
      for (;;) {
        yield* b.tick();
        others++;
      }
    });
    expect(sim.run()).to.include({ cycles: 6, finished: true });
    expect(others).to.equal(4);
  });

  it("without an end in sight is an error", () => {
    using sim = simulate(Counter(8));
    expect(failure(() => sim.run())).to.equal(
      [
        "BENCH: nothing would end the run: it has no bench and no limit",
        "  here: [expect(failure(() => sim.run())).to.equal(]",
        "  fix: add a bench, or run({ cycles })",
      ].join("\n"),
    );
  });

  it("counts covers by the module that they stand in", () => {
    const { covers } = run(Slice(8), function* (b) {
      b.drive(b.dut.down.ready, 0);
      b.drive(b.dut.up.valid, 1);
      yield* b.tick(5);
    });
    expect(covers).to.deep.equal([{ name: "stalled", scope: "Slice", count: 4 }]);
  });

  it("gives each bench random numbers of its own, whatever other benches there are", () => {
    const draw = (names: string[], seed: number) => {
      using sim = simulate(Counter(8), { seed });
      const drawn = new Map<string, number>();
      for (const name of names) {
        sim.bench(
          function* (b) {
            drawn.set(name, b.random.word());
            yield* b.tick();
          },
          { name },
        );
      }
      sim.run();
      return drawn;
    };
    const two = draw(["a", "b"], 1);
    expect(two.get("a")).to.not.equal(two.get("b"));
    expect(draw(["other", "b"], 1).get("b")).to.equal(two.get("b"));
    expect(draw(["b"], 2).get("b")).to.not.equal(two.get("b"));
  });

  it("many of one elaborated design run side by side", () => {
    const design = elaborate(Counter(8));
    const sims = [1, 2, 3].map((edges) => {
      const sim = simulate(design);
      sim.bench(function* (b) {
        b.drive(b.dut.en, 1);
        yield* b.tick(edges);
      });
      return sim;
    });
    for (const sim of sims) sim.run({ cycles: 1 });
    for (const sim of sims) sim.run();
    expect(sims.map((sim) => sim.peek(sim.dut.value))).to.deep.equal([1n, 2n, 3n]);
  });

  it("that is over cannot be run again", () => {
    const sim = simulate(Counter(8));
    sim[Symbol.dispose]();
    expect(failure(() => sim.run({ cycles: 1 }))).to.contain("BENCH: the simulation has been closed");
    const failed = simulate(Counter(8));
    failed.bench(function* (b) {
      yield* b.tick();
      throw new Error("no");
    });
    thrown(() => failed.run());
    expect(failure(() => failed.run())).to.contain("BENCH: the simulation has failed");
  });

  it("refuses a bench that yields anything but its triggers", () => {
    const text = failure(() =>
      run(Counter(8), function* () {
        yield 5 as never;
      }),
    );
    expect(text).to.contain("BENCH: bench main yields what is no trigger");
  });
});
