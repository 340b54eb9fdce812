import { expect } from "chai";
import { KeyedScoreboard, Scoreboard, simulate } from "../../../sim/bench/index.ts";
import { Counter } from "./duts.ts";
import { failure } from "./failure.ts";

/** A run in which a bench does something with a scoreboard after an edge. */
function scored<B>(make: (sim: ReturnType<typeof counter>) => B, use: (board: B) => void) {
  using sim = counter();
  const board = make(sim);
  sim.bench(function* main(b) {
    yield* b.tick();
    use(board);
    yield* b.tick();
  });
  sim.run();
  return board;
}
const counter = () => simulate(Counter(8), { seed: 99 });
const inOrder = (sim: ReturnType<typeof counter>) => new Scoreboard<bigint>(sim, "data");
const keyed = (sim: ReturnType<typeof counter>) => new KeyedScoreboard<string, bigint>(sim, "reads");

describe("a scoreboard", () => {
  it("passes what comes as expected, in order", () => {
    const board = scored(inOrder, (items) => {
      items.expect(1n);
      items.expect(2n);
      items.check(1n);
      items.check(2n);
    });
    expect(board.checked).to.equal(2);
  });

  it("says what was expected, what came, which item it was, when, and by which seed", () => {
    const text = failure(() =>
      scored(inOrder, (items) => {
        items.expect(0x10n);
        items.expect(0x20n);
        items.check(0x10n);
        items.check(0x21n);
      }),
    );
    expect(text).to.equal(
      [
        "MISMATCH: data, item 1: expected 0x20, and 0x21 came",
        "  checked: [items.check(0x21n);]",
        "  fix: look at the waves before this time: the design or the expectation is wrong",
        "  in bench main at 3000 ps, cycle 3 of clk, seed 99",
      ].join("\n"),
    );
  });

  it("says what came although nothing was expected", () => {
    expect(failure(() => scored(inOrder, (items) => items.check(5n)))).to.contain(
      "MISMATCH: data, item 0: nothing was expected, and 0x5 came",
    );
  });

  it("says at the end what never came", () => {
    const missing = (count: number) =>
      failure(() =>
        scored(inOrder, (items) => {
          for (let i = 1; i <= count; i++) items.expect(BigInt(i));
        }),
      ).split("\n")[0];
    expect(missing(1)).to.equal("MISMATCH: data: 1 expected item never came: 0x1");
    expect(missing(5)).to.equal("MISMATCH: data: 5 expected items never came: 0x1, 0x2, 0x3 and 2 more");
  });

  it("by key passes what comes in any order, and in order within a key", () => {
    const board = scored(keyed, (reads) => {
      reads.expect("a", 1n);
      reads.expect("b", 2n);
      reads.expect("a", 3n);
      reads.check("b", 2n);
      reads.check("a", 1n);
      reads.check("a", 3n);
    });
    expect(board.checked).to.equal(3);
  });

  it("by key says what is wrong under which key", () => {
    const wrong = (use: (reads: KeyedScoreboard<string, bigint>) => void) =>
      failure(() =>
        scored(keyed, (reads) => {
          reads.expect("a", 1n);
          use(reads);
        }),
      ).split("\n")[0];
    expect(wrong((reads) => reads.check("a", 2n))).to.equal(
      "MISMATCH: reads, item 0, key a: expected 0x1, and 0x2 came",
    );
    expect(wrong((reads) => reads.check("b", 1n))).to.equal(
      "MISMATCH: reads, item 0, key b: nothing was expected, and 0x1 came",
    );
    expect(wrong(() => {})).to.equal("MISMATCH: reads: 1 expected item never came: a: 0x1");
  });
});
