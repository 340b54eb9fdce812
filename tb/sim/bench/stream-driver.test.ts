import { expect } from "chai";
import {
  type Bench,
  burst,
  type DriverOptions,
  every,
  StreamDriver,
  StreamMonitor,
  simulate,
  type Task,
} from "../../../sim/bench/index.ts";
import { Lines, Slice } from "./duts.ts";
import { failure } from "./failure.ts";

/** Cycles in which four items pass into a stage that is always free. */
function cycles(options: DriverOptions, isDriverFirst = true): number[] {
  using sim = simulate(Slice(8));
  sim.drive(sim.dut.down.ready, 1);
  const passed: number[] = [];
  new StreamMonitor(sim, sim.dut.up, { each: ({ cycle }) => passed.push(cycle) });
  const late = () => sim.bench((b) => send(b));
  if (!isDriverFirst) late();
  const driver = new StreamDriver(sim, sim.dut.up, options);
  if (isDriverFirst) late();
  function* send(b: Bench<unknown>): Task {
    for (const item of [1, 2, 3]) driver.send(item);
    yield* driver.drained();
    yield* b.tick(2);
    driver.send(4);
    yield* driver.drained();
  }
  sim.run();
  return passed;
}

describe("a stream driver", () => {
  it("sends one item a cycle, from the edge after it was queued", () => {
    expect(cycles({})).to.deep.equal([3, 4, 5, 8]);
  });

  it("sends in the same cycles whether it was made before or after the bench that feeds it", () => {
    expect(cycles({}, false)).to.deep.equal(cycles({}, true));
    expect(cycles({ pattern: burst(1, 2) }, false)).to.deep.equal(cycles({ pattern: burst(1, 2) }, true));
  });

  it("offers items in the cycles in which its pattern goes on", () => {
    expect(cycles({ pattern: every(3) })).to.deep.equal([3, 6, 9, 14]);
  });

  it("holds an item until it is taken", () => {
    using sim = simulate(Slice(8));
    const driver = new StreamDriver(sim, sim.dut.up);
    sim.bench(function* (b) {
      b.drive(b.dut.down.ready, 0);
      for (const item of [1, 2]) driver.send(item);
      yield* b.tick(5);
      expect([driver.pending, b.peek(b.dut.up)]).to.deep.equal([1, { valid: 1n, ready: 0n, payload: 2n }]);
      b.drive(b.dut.down.ready, 1);
      yield* driver.drained();
      yield* b.settle();
      expect(b.peek(b.dut.up.valid)).to.equal(0n);
    });
    sim.run();
  });

  it("says what was not taken within the limit", () => {
    using sim = simulate(Slice(8));
    sim.drive(sim.dut.down.ready, 0);
    const driver = new StreamDriver(sim, sim.dut.up);
    sim.bench(function* (b) {
      for (const item of [1, 2]) driver.send(item);
      yield* b.tick();
      yield* driver.drained(30);
    });
    expect(failure(() => sim.run())).to.contain(
      "TIMEOUT: what was sent to Slice.up.valid was not taken within 30 edges of clk",
    );
  });

  it("may drive x between items, to find who reads the payload then", () => {
    const between = (options: DriverOptions) => {
      using sim = simulate(Slice(4));
      sim.drive(sim.dut.down.ready, 1);
      const driver = new StreamDriver(sim, sim.dut.up, options);
      let seen = "";
      sim.bench(function* (b) {
        driver.send(9);
        yield* driver.drained();
        yield* b.settle();
        seen = b.peekLogic(b.dut.up.payload).toString();
      });
      sim.run();
      return seen;
    };
    expect([between({}), between({ between: "x" })]).to.deep.equal(["1001", "xxxx"]);
  });

  it("takes records of values in any form", () => {
    using sim = simulate(Lines);
    sim.drive(sim.dut.down.ready, 1);
    const driver = new StreamDriver(sim, sim.dut.up);
    sim.bench(function* (b) {
      driver.send({ line: new Uint8Array(64).fill(0xa5), tag: 3 });
      driver.send({ line: 7n, tag: "1010" });
      yield* b.tick();
      expect(b.peek(b.dut.down.payload)).to.deep.equal({ line: BigInt(`0x${"a5".repeat(64)}`), tag: 3n });
      yield* b.tick();
      expect(b.peek(b.dut.down.payload)).to.deep.equal({ line: 7n, tag: 10n });
    });
    sim.run();
  });
});
