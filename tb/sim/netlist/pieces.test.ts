import { expect } from "chai";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { pieces } from "../../../sim/netlist/pieces.ts";
import { Sketch } from "../../reference/sketch.ts";

/** Each piece as `bits = operand bits`: `=` bit for bit, `<` all on each, `<<` computed as one. */
function rules(make: (b: Sketch) => NodeId): string[] {
  const b = new Sketch();
  const node = make(b);
  const netlist = b.finish();
  return pieces(netlist.nodes[node], netlist).map(({ low, width, whole, sources }) => {
    const from = sources.map((s) => `${s.moves ? "=" : "<"}${s.arg}[${s.low + s.width - 1}:${s.low}]`);
    return `[${low + width - 1}:${low}]${whole ? "whole" : ""}${from.join("")}`;
  });
}

describe("pieces", () => {
  it("bitwise operators depend bit for bit, whatever the lanes", () => {
    expect(rules((b) => b.op("xor", 8, [b.input("a", 8), b.input("c", 8)], undefined, 2))).to.deep.equal([
      "[7:0]=0[7:0]=1[7:0]",
    ]);
  });

  it("mux depends on its select in every bit, or lane by lane", () => {
    const mux = (select: number, lanes: number) => (b: Sketch) =>
      b.op("mux", 8, [b.input("s", select), b.input("a", 8), b.input("c", 8)], undefined, lanes);
    expect(rules(mux(1, 2))).to.deep.equal(["[7:0]<0[0:0]=1[7:0]=2[7:0]"]);
    expect(rules(mux(2, 2))).to.deep.equal(["[3:0]<0[0:0]=1[3:0]=2[3:0]", "[7:4]<0[1:1]=1[7:4]=2[7:4]"]);
  });

  it("slices, joins and permutations move bits", () => {
    expect(rules((b) => b.op("slice", 4, [b.input("a", 8)], { low: 1 }, 2))).to.deep.equal([
      "[1:0]=0[2:1]",
      "[3:2]=0[6:5]",
    ]);
    expect(rules((b) => b.op("cat", 6, [b.input("a", 2), b.input("c", 4)], undefined, 2))).to.deep.equal([
      "[1:0]=1[1:0]",
      "[2:2]=0[0:0]",
      "[4:3]=1[3:2]",
      "[5:5]=0[1:1]",
    ]);
    expect(rules((b) => b.op("permute", 4, [b.input("a", 6)], { from: 3, index: [2, 0] }, 2))).to.deep.equal([
      "[1:0]=0[5:4]",
      "[3:2]=0[1:0]",
    ]);
  });

  it("extensions add bits that depend on none, or on the top bit", () => {
    const extend = (op: "zext" | "sext") => (b: Sketch) => b.op(op, 6, [b.input("a", 4)]);
    expect(rules(extend("zext"))).to.deep.equal(["[3:0]=0[3:0]", "[5:4]"]);
    expect(rules(extend("sext"))).to.deep.equal(["[3:0]=0[3:0]", "[5:4]<0[3:3]"]);
  });

  it("shifts by a constant move bits, by a signal make each depend on all", () => {
    const shift = (op: "shl" | "shr" | "sra", by?: bigint) => (b: Sketch) =>
      b.op(op, 4, [b.input("a", 4), by === undefined ? b.input("n", 2) : b.constant(by, 4)]);
    expect(rules(shift("shl", 1n))).to.deep.equal(["[0:0]", "[3:1]=0[2:0]"]);
    expect(rules(shift("shr", 1n))).to.deep.equal(["[2:0]=0[3:1]", "[3:3]"]);
    expect(rules(shift("sra", 3n))).to.deep.equal(["[0:0]=0[3:3]", "[3:1]<0[3:3]"]);
    expect(rules(shift("shl", 9n))).to.deep.equal(["[3:0]"]);
    expect(rules(shift("shl"))).to.deep.equal(["[3:0]whole<0[3:0]<1[1:0]"]);
  });

  it("arithmetic, comparisons and lookups hang together lane by lane", () => {
    expect(rules((b) => b.op("add", 8, [b.input("a", 8), b.input("c", 8)], undefined, 2))).to.deep.equal([
      "[3:0]whole<0[3:0]<1[3:0]",
      "[7:4]whole<0[7:4]<1[7:4]",
    ]);
    expect(rules((b) => b.op("eq", 2, [b.input("a", 8), b.input("c", 8)], undefined, 2))).to.deep.equal([
      "[0:0]whole<0[3:0]<1[3:0]",
      "[1:1]whole<0[7:4]<1[7:4]",
    ]);
    expect(rules((b) => b.op("pick", 4, [b.input("v", 12), b.input("i", 2)], { from: 3 }))).to.deep.equal([
      "[3:0]whole<0[11:0]<1[1:0]",
    ]);
  });
});
