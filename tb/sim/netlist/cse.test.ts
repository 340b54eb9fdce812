import { expect } from "chai";
import { cse } from "../../../sim/netlist/cse.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { nodeOf, Sketch } from "../../reference/sketch.ts";

/** Whether two nodes become one. */
function merges(make: (b: Sketch, a: number, c: number) => [number, number]): boolean {
  const b = new Sketch();
  const [first, second] = make(b, b.input("a", 8), b.input("c", 8));
  b.named("first", first);
  b.named("second", second);
  const netlist = cse(b.finish());
  return nodeOf(netlist, "first") === nodeOf(netlist, "second");
}

describe("common subexpressions", () => {
  it("merge over equal operands, nested ones too", () => {
    expect(
      merges((b, a, c) => {
        const one = () => b.op("not", 8, [b.op("sub", 8, [a, c])]);
        return [one(), one()];
      }),
    ).to.equal(true);
  });

  it("merge with swapped operands where the order does not matter", () => {
    expect(merges((b, a, c) => [b.op("add", 8, [a, c]), b.op("add", 8, [c, a])])).to.equal(true);
    expect(merges((b, a, c) => [b.op("sub", 8, [a, c]), b.op("sub", 8, [c, a])])).to.equal(false);
  });

  it("differ by lanes and attributes", () => {
    expect(merges((b, a) => [b.op("add", 8, [a, a]), b.op("add", 8, [a, a], undefined, 2)])).to.equal(false);
    const slice = (low: number) =>
      merges((b, a) => [b.op("slice", 4, [a], { low: 0 }), b.op("slice", 4, [a], { low })]);
    expect([slice(0), slice(1)]).to.deep.equal([true, false]);
    const permute = (index: number[]) =>
      merges((b, a) => [
        b.op("permute", 4, [a], { from: 4, index: [3, 0] }, 2),
        b.op("permute", 4, [a], { from: 4, index }, 2),
      ]);
    expect([permute([3, 0]), permute([3, 1])]).to.deep.equal([true, false]);
  });

  it("merge known constants, but leave those with unknown bits to the run", () => {
    expect(merges((b) => [b.constant(5n, 90), b.constant(5n, 90)])).to.equal(true);
    expect(merges((b) => [b.constant(5n, 90), b.constant(5n | (1n << 80n), 90)])).to.equal(false);
    expect(merges((b) => [b.constant(0n, 1, 1n), b.constant(0n, 1, 1n)])).to.equal(false);
  });

  it("are never inputs or registers", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const [p, q, a] = [b.reg("p"), b.reg("q"), b.input("a")];
    b.takes(p, domain, a);
    b.takes(q, domain, a);
    b.input("c");
    const netlist = cse(b.finish());
    expect(new Set(netlist.signals.map(({ node }) => node)).size).to.equal(5);
  });

  it("moves no bit", () => expectNothingMoves(cse));
});
