import { expect } from "chai";
import { fold } from "../../../sim/netlist/fold.ts";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { expression, nodeOf, Sketch } from "../../reference/sketch.ts";

/** Folds what the recipe makes of an input `a`, an input `b`, a sum `s` that is never z (8 bits each) and a bit `c`. */
function folded(recipe: (b: Sketch, of: Record<"a" | "b" | "s" | "c", NodeId>) => NodeId): string {
  const b = new Sketch();
  const inputs = { a: b.input("a", 8), b: b.input("b", 8), c: b.input("c") };
  const s = b.op("add", 8, [inputs.a, inputs.b]);
  b.named("y", recipe(b, { ...inputs, s }));
  const netlist = fold(b.finish());
  return expression(netlist, nodeOf(netlist, "y")).replaceAll("add(a, b)", "s");
}

describe("fold", () => {
  describe("constants", () => {
    it("computes operators over known constants", () => {
      expect(folded((b) => b.op("add", 8, [b.constant(0xffn, 8), b.constant(2n, 8)]))).to.equal("8'h1");
      expect(folded((b) => b.op("slt", 1, [b.constant(0x80n, 8), b.constant(0n, 8)]))).to.equal("1'h1");
    });

    it("computes lane by lane", () => {
      const add = (b: Sketch) => b.op("add", 8, [b.constant(0x9fn, 8), b.constant(0x81n, 8)], undefined, 2);
      expect(folded(add)).to.equal("8'h10");
    });

    it("computes through a deep tree in one pass", () => {
      const tree = (b: Sketch) => b.op("not", 4, [b.op("slice", 4, [b.constant(0xa5n, 8)], { low: 4 })]);
      expect(folded(tree)).to.equal("4'h5");
    });

    it("looks up tables, but leaves an index beyond the end to the run", () => {
      const lookup = (index: bigint) => (b: Sketch) => {
        const table = b.table({ name: "t", width: 4, words: [7n, 9n], place: 0 });
        return b.op("lookup", 4, [b.constant(index, 2)], { table });
      };
      expect(folded(lookup(1n))).to.equal("4'h9");
      expect(folded(lookup(2n))).to.equal("lookup(2'h2)");
    });

    it("leaves constants with unknown bits where they are", () => {
      expect(folded((b) => b.op("not", 8, [b.constant(0n, 8, 1n)]))).to.equal("not(8'h0)");
    });
  });

  describe("identities for any operand", () => {
    const cases: [string, Parameters<typeof folded>[0], string][] = [
      ["and with 0 is 0", (b, { a }) => b.op("and", 8, [a, b.constant(0n, 8)]), "8'h0"],
      ["or with ones is ones", (b, { a }) => b.op("or", 8, [b.constant(0xffn, 8), a]), "8'hff"],
      ["mux by 1", (b, o) => b.op("mux", 8, [b.constant(1n, 1), o.a, o.b]), "a"],
      ["mux by 0", (b, o) => b.op("mux", 8, [b.constant(0n, 1), o.a, o.b]), "b"],
      ["mux by a not", (b, o) => b.op("mux", 8, [b.op("not", 1, [o.c]), o.a, o.b]), "mux(c, b, a)"],
      ["shift by 0", (b, { a }) => b.op("sra", 8, [a, b.constant(0n, 4)]), "a"],
      ["a full shift is 0", (b, { a }) => b.op("shl", 8, [a, b.constant(8n, 4)]), "8'h0"],
      ["a full sra stays", (b, { a }) => b.op("sra", 8, [a, b.constant(8n, 4)]), "sra(a, 4'h8)"],
      ["extension to its own width", (b, { a }) => b.op("sext", 8, [a]), "a"],
      ["slice of all", (b, { a }) => b.op("slice", 8, [a], { low: 0 }), "a"],
      [
        "slice of a slice",
        (b, { a }) => b.op("slice", 2, [b.op("slice", 6, [a], { low: 2 })], { low: 1 }),
        "a[4:3]",
      ],
      [
        "slice of one part of a join",
        (b, o) => b.op("slice", 3, [b.op("cat", 16, [o.a, o.b])], { low: 9 }),
        "a[3:1]",
      ],
      [
        "slice over two parts of a join stays",
        (b, o) => b.op("slice", 2, [b.op("cat", 16, [o.a, o.b])], { low: 7 }),
        "cat(a, b)[8:7]",
      ],
      [
        "slice of what was extended",
        (b, { a }) => b.op("slice", 3, [b.op("sext", 16, [a])], { low: 5 }),
        "a[7:5]",
      ],
      [
        "join of neighbours",
        (b, { a }) => b.op("cat", 6, [b.op("slice", 4, [a], { low: 3 }), b.op("slice", 2, [a], { low: 1 })]),
        "a[6:1]",
      ],
      [
        "join of all parts",
        (b, { a }) => b.op("cat", 8, [b.op("slice", 4, [a], { low: 4 }), b.op("slice", 4, [a], { low: 0 })]),
        "a",
      ],
      [
        "join of swapped parts stays",
        (b, { a }) => b.op("cat", 8, [b.op("slice", 4, [a], { low: 0 }), b.op("slice", 4, [a], { low: 4 })]),
        "cat(a[3:0], a[7:4])",
      ],
      [
        "permutation that changes nothing",
        (b, { a }) => b.op("permute", 8, [a], { from: 4, index: [0, 1, 2, 3] }, 4),
        "a",
      ],
      ["lanes side by side", (b, { a }) => b.op("permute", 4, [a], { from: 4, index: [1, 2] }, 2), "a[5:2]"],
      [
        "permutation of a permutation",
        (b, { a }) =>
          b.op(
            "permute",
            4,
            [b.op("permute", 8, [a], { from: 4, index: [3, 0, 2, 1] }, 4)],
            { from: 4, index: [0, 2] },
            2,
          ),
        "permute(a, 3 2)",
      ],
    ];
    for (const [title, recipe, is] of cases) it(title, () => expect(folded(recipe)).to.equal(is));
  });

  describe("identities that would let z through stay for inputs, go for operators' results", () => {
    const cases: [string, (b: Sketch, x: NodeId, c: NodeId) => NodeId, string][] = [
      ["and with ones", (b, x) => b.op("and", 8, [x, b.constant(0xffn, 8)]), "and(a, 8'hff)"],
      ["or with 0", (b, x) => b.op("or", 8, [b.constant(0n, 8), x]), "or(8'h0, a)"],
      ["xor with 0", (b, x) => b.op("xor", 8, [x, b.constant(0n, 8)]), "xor(a, 8'h0)"],
      ["and with itself", (b, x) => b.op("and", 8, [x, x]), "and(a, a)"],
      ["not of not", (b, x) => b.op("not", 8, [b.op("not", 8, [x])]), "not(not(a))"],
      ["mux with equal sides", (b, x, c) => b.op("mux", 8, [c, x, x]), "mux(c, a, a)"],
    ];
    for (const [title, make, kept] of cases) {
      it(title, () => {
        expect(folded((b, { a, c }) => make(b, a, c))).to.equal(kept);
        expect(folded((b, { s, c }) => make(b, s, c))).to.equal("s");
      });
    }
  });

  it("leaves what an unknown bit spoils: x + 0, x * 0, x == x", () => {
    expect(folded((b, { s }) => b.op("add", 8, [s, b.constant(0n, 8)]))).to.equal("add(s, 8'h0)");
    expect(folded((b, { s }) => b.op("mul", 8, [s, b.constant(0n, 8)]))).to.equal("mul(s, 8'h0)");
    expect(folded((b, { s }) => b.op("eq", 1, [s, s]))).to.equal("eq(s, s)");
  });

  it("moves no bit", () => expectNothingMoves(fold));
});
