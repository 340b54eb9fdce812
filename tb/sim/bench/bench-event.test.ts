import { expect } from "chai";
import { type BenchEvent, simulate } from "../../../sim/bench/index.ts";
import { Counter } from "./duts.ts";
import { failure } from "./failure.ts";
import { run } from "./runs.ts";

describe("events between benches", () => {
  it("wake whoever waits for them in the same round, before what is driven is applied", () => {
    const log: string[] = [];
    using sim = simulate(Counter(8));
    const events: BenchEvent[] = [];
    sim.bench(function* waiter(b) {
      events[0] = b.event();
      yield* events[0].wait();
      log.push(`woken at ${b.now}`);
    });
    sim.bench(function* notifier(b) {
      yield* b.tick(3);
      events[0].notify();
      log.push(`notified at ${b.now}`);
    });
    sim.run();
    expect(log).to.deep.equal(["notified at 5000", "woken at 5000"]);
  });

  it("that do not happen within the limit are a TIMEOUT", () => {
    const text = failure(() =>
      run(Counter(8), function* (b) {
        yield* b.event("the answer").wait(50);
      }),
    );
    expect(text).to.equal(
      [
        "TIMEOUT: the answer did not happen within 50 edges of clk",
        '  waited for: [yield* b.event("the answer").wait(50);]',
        "  fix: look at the waves before this time, or give a larger limit",
        "  in bench main at 53000 ps, cycle 53 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("that happen at the edge of the limit are in time", () => {
    run(Counter(8), function* (b) {
      const event = b.event();
      b.fork(
        (function* () {
          yield* b.tick(5);
          event.notify();
        })(),
      );
      yield* event.wait(5);
      expect(b.cycle).to.equal(7);
    });
  });
});
