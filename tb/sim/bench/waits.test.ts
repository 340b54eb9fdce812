import { expect } from "chai";
import { Adder, Counter, Delay } from "./duts.ts";
import { failure } from "./failure.ts";
import { run } from "./runs.ts";

describe("waits for time, for each other and for tasks", () => {
  it("after passes picoseconds, between edges too", () => {
    run(Adder, function* (b) {
      yield* b.after(250);
      expect(b.now).to.equal(2250);
      b.drive(b.dut.a, 1);
      b.drive(b.dut.b, 2);
      yield* b.after(1);
      expect([b.now, b.peek(b.dut.sum)]).to.deep.equal([2251, 3n]);
    });
  });

  it("a time that ends on an edge comes after the edge", () => {
    run(Delay, function* (b) {
      b.drive(b.dut.d, 7);
      yield* b.after(1000);
      expect([b.now, b.peek(b.dut.q)]).to.deep.equal([3000, 7n]);
    });
  });

  it("settle lets what was driven settle at the same time", () => {
    run(Adder, function* (b) {
      b.drive(b.dut.a, 20);
      b.drive(b.dut.b, 22);
      expect(b.peekLogic(b.dut.sum).toString()).to.equal("xxxxxxxx");
      yield* b.settle();
      expect([b.peek(b.dut.sum), b.now]).to.deep.equal([42n, 2000]);
    });
  });

  it("settle without end is an error", () => {
    const endless = failure(() =>
      run(Adder, function* (b) {
        for (;;) yield* b.settle();
      }),
    );
    expect(endless).to.contain("BENCH: the benches had 10000 turns at 2000 ps");
  });

  it("join waits for a forked task and gives what it returns", () => {
    run(Counter(8), function* (b) {
      const wait = function* (edges: number) {
        yield* b.tick(edges);
        return b.cycle;
      };
      const [long, short] = [b.fork(wait(5)), b.fork(wait(2))];
      expect([yield* b.join(long), yield* b.join(short), b.cycle]).to.deep.equal([7, 4, 7]);
      expect([long.done, short.done]).to.deep.equal([true, true]);
    });
  });

  it("the run waits for forked tasks, unless they are of the background", () => {
    const ticks = function* (b: { tick(n: number): Iterable<never> }, edges: number) {
      yield* b.tick(edges);
    };
    const cycles = (background: boolean) =>
      run(Counter(8), function* (b) {
        b.fork(ticks(b as never, 10), { background });
        yield* b.tick();
      }).cycles;
    expect([cycles(false), cycles(true)]).to.deep.equal([12, 3]);
  });

  it("kill ends a task where it stands, and its finally blocks run", () => {
    const steps: string[] = [];
    run(Counter(8), function* (b) {
      const task = b.fork(
        (function* () {
          try {
            for (;;) {
              yield* b.tick();
              steps.push(`tick ${b.cycle}`);
            }
          } finally {
            steps.push("ended");
          }
        })(),
      );
      yield* b.tick(2);
      b.kill(task);
      yield* b.join(task);
      yield* b.tick(2);
    });
    expect(steps).to.deep.equal(["tick 3", "ended"]);
  });

  it("what a joined task drove counts as driven by who joined it", () => {
    run(Delay, function* (b) {
      const send = function* (word: number) {
        b.drive(b.dut.d, word);
        yield* b.tick();
        b.drive(b.dut.d, 0);
      };
      yield* b.join(b.fork(send(1)));
      yield* b.join(b.fork(send(2)));
      b.drive(b.dut.d, 3);
      yield* b.tick();
      expect(b.peek(b.dut.q)).to.equal(3n);
    });
  });

  it("a bench that joins or kills itself is an error", () => {
    const join = failure(() =>
      run(Counter(8), function* (b) {
        const tasks: never[] = [];
        tasks.push(
          b.fork(
            (function* () {
              yield* b.tick();
              yield* b.join(tasks[0]);
            })(),
          ) as never,
        );
        yield* b.tick(3);
      }),
    );
    expect(join).to.contain("BENCH: bench main.fork joins itself");
  });
});
