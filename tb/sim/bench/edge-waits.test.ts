import { expect } from "chai";
import { Adder, Counter, Delay, Slice } from "./duts.ts";
import { failure } from "./failure.ts";
import { run } from "./runs.ts";

describe("waits for edges", () => {
  it("tick passes a number of active edges", () => {
    const times: number[] = [];
    run(Counter(8), function* (b) {
      for (const edges of [1, 1, 3]) {
        yield* b.tick(edges);
        times.push(b.now);
      }
    });
    expect(times).to.deep.equal([3000, 4000, 7000]);
  });

  it("sample gives what registers see at the edge, and peek what they have made of it", () => {
    const seen: bigint[][] = [];
    run(Counter(8), function* (b) {
      b.drive(b.dut.en, 1);
      for (let i = 0; i < 3; i++) seen.push([yield* b.sample(b.dut.value), b.peek(b.dut.value)]);
    });
    expect(seen).to.deep.equal([
      [0n, 1n],
      [1n, 2n],
      [2n, 3n],
    ]);
  });

  it("what is driven after an edge is seen by registers at the next edge", () => {
    const seen: bigint[] = [];
    run(Delay, function* (b) {
      b.drive(b.dut.d, 1);
      yield* b.tick();
      b.drive(b.dut.d, 2);
      seen.push(b.peek(b.dut.q));
      yield* b.tick();
      seen.push(b.peek(b.dut.q));
    });
    expect(seen).to.deep.equal([1n, 2n]);
  });

  it("sample gives records of the shape of what is sampled", () => {
    let seen: unknown;
    run(Adder, function* (b) {
      b.drive(b.dut.a, 3);
      b.drive(b.dut.b, 4);
      seen = yield* b.sample({ first: b.dut.a, rest: { sum: b.dut.sum } });
    });
    expect(seen).to.deep.equal({ first: 3n, rest: { sum: 7n } });
  });

  it("sample gives bytes, least significant first, and four-state values on demand", () => {
    run(Delay, function* (b) {
      b.drive(b.dut.d, 0x1234);
      expect(yield* b.sampleBytes(b.dut.d)).to.deep.equal(Uint8Array.of(0x34, 0x12));
      b.drive(b.dut.d, "0000xxxx1111zzzz");
      expect((yield* b.sampleLogic(b.dut)).d.toString()).to.equal("0000xxxx1111zzzz");
    });
  });

  it("a sampled value with unknown bits fails where it is looked at", () => {
    const single = failure(() =>
      run(Adder, function* (b) {
        b.drive(b.dut.a, 1);
        yield* b.sample(b.dut.sum); // of one value
      }),
    );
    expect(single).to.equal(
      [
        "UNKNOWN: Adder.sum has unknown bits: 0xxx",
        "  read: [yield* b.sample(b.dut.sum); // of one value]",
        '  Adder.sum declared: [export const Adder = module("Adder", { a: In(8), b: In(8), sum: Out(8) }, ({ a, b, sum }) => {]',
        "  fix: reset or drive what it depends on, or read it in four states by peekLogic or sampleLogic",
        "  in bench main at 3000 ps, cycle 3 of clk, seed 1",
      ].join("\n"),
    );
    const field = failure(() =>
      run(Adder, function* (b) {
        b.drive(b.dut.a, 1);
        const values = yield* b.sample(b.dut);
        expect(values.a).to.equal(1n);
        values.sum; // of a record
      }),
    );
    expect(field).to.contain("read: [values.sum; // of a record]");
  });

  it("until passes the first edge before which the bit is 1, and counts the edges", () => {
    run(Slice(8), function* (b) {
      b.drive(b.dut.down.ready, 0);
      b.drive(b.dut.up.valid, 1);
      b.drive(b.dut.up.payload, 5);
      expect(yield* b.until(b.dut.up.ready)).to.equal(1);
      b.drive(b.dut.up.valid, 0);
      yield* b.tick();
      b.drive(b.dut.down.ready, 1);
      const { payload } = yield* b.until(b.dut.down, ({ valid }) => valid === 1n);
      expect([payload, b.cycle]).to.deep.equal([5n, 5]);
    });
  });

  it("until takes a predicate over sampled values, and gives them", () => {
    run(Counter(8), function* (b) {
      b.drive(b.dut.en, 1);
      const values = yield* b.until(b.dut, ({ value }) => value === 6n);
      expect(values).to.deep.equal({ en: 1n, value: 6n });
      expect(b.peek(b.dut.value)).to.equal(7n);
    });
  });

  it("until gives up after its limit, and says what it waited for and where", () => {
    const never = failure(() =>
      run(Slice(8), function* (b) {
        b.drive(b.dut.down.ready, 0);
        yield* b.until(b.dut.down.valid, 20);
      }),
    );
    expect(never).to.equal(
      [
        "TIMEOUT: Slice.down.valid was not 1 within 20 edges of clk",
        "  waited for: [yield* b.until(b.dut.down.valid, 20);]",
        "  fix: look at the waves before this time, or give a larger limit",
        "  in bench main at 22000 ps, cycle 22 of clk, seed 1",
      ].join("\n"),
    );
    const unpleased = failure(() =>
      run(Counter(8), function* (b) {
        b.drive(b.dut.en, 0);
        yield* b.until(b.dut.value, (value) => value === 1n, 1);
      }),
    );
    expect(unpleased).to.contain("TIMEOUT: the values did not please the predicate within 1 edge of clk");
  });

  it("until waits for 10,000 edges unless told otherwise", () => {
    const never = failure(() =>
      run(Counter(1), function* (b) {
        b.drive(b.dut.en, 0);
        yield* b.until(b.dut.value);
      }),
    );
    expect(never).to.contain("TIMEOUT: Counter.value was not 1 within 10000 edges of clk");
  });

  it("timeout gives what the task returns, if it ends within the limit", () => {
    run(Counter(8), function* (b) {
      const task = function* () {
        yield* b.tick(5);
        return b.cycle;
      };
      expect(yield* b.timeout(task(), 5)).to.equal(7);
    });
  });

  it("timeout kills a task that takes longer, and names the place", () => {
    let cleaned = 0;
    const late = failure(() =>
      run(Counter(8), function* (b) {
        const task = function* () {
          try {
            yield* b.tick(6);
          } finally {
            cleaned++;
          }
        };
        yield* b.timeout(task(), 5);
      }),
    );
    expect(late).to.contain("TIMEOUT: task main.fork did not end within 5 edges of clk");
    expect(late).to.contain("waited for: [yield* b.timeout(task(), 5);]");
    expect(cleaned).to.equal(1);
  });

  it("refuse what is no number of edges, and a word for a bit", () => {
    const ticks = failure(() => run(Counter(8), (b) => [...b.tick(0)] as never));
    expect(ticks).to.contain("BENCH: a wait of 0 edges");
    const word = failure(() =>
      run(Counter(8), function* (b) {
        yield* b.until(b.dut.value as never);
      }),
    );
    expect(word).to.contain("BENCH: until waits for Counter.value, which is 8 bits");
    expect(word).to.contain("fix: give a predicate beside it");
  });
});
