import { expect } from "chai";
import { packLanes } from "../../../sim/netlist/lanes.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { nodeOf, Sketch } from "../../reference/sketch.ts";

const BYTES = Array.from({ length: 16 }, (_, i) => i);

/** What a join of 16 bytes becomes, from the node that is named `y` back. */
function packed(byte: (b: Sketch, a: number, c: number, i: number) => number) {
  const b = new Sketch();
  const [a, c] = [b.input("a", 128), b.input("c", 128)];
  const parts = BYTES.map((i) => byte(b, a, c, i));
  b.named("y", b.op("cat", parts.length * b.nodes[parts[0]].width, [...parts].reverse()));
  const netlist = packLanes(b.finish());
  const shape = (id: number): string => {
    const { op, lanes, args } = netlist.nodes[id];
    if (op === "input") return id === a ? "a" : "c";
    return args.length === 0 ? op : `${op}${lanes}(${args.map(shape).join(" ")})`;
  };
  return shape(nodeOf(netlist, "y"));
}

const part = (b: Sketch, word: number, low: number, width = 8) => b.op("slice", width, [word], { low });

describe("packing of joins into lanes", () => {
  it("makes one sum of 16 lanes of 16 sums of bytes", () => {
    expect(packed((b, a, c, i) => b.op("add", 8, [part(b, a, 8 * i), part(b, c, 8 * i)]))).to.equal(
      "add16(a c)",
    );
  });

  it("makes a permutation of slices in another order, and none of slices in place", () => {
    expect(packed((b, a, _, i) => part(b, a, 8 * (15 - i)))).to.equal("permute16(a)");
    expect(packed((b, a, _, i) => part(b, a, 8 * i))).to.equal("wire1(a)");
  });

  it("follows choices, constants, comparisons and nested joins", () => {
    expect(
      packed((b, a, c, i) => {
        const [x, y] = [part(b, a, 8 * i), part(b, c, 8 * i)];
        const swapped = b.op("cat", 8, [part(b, y, 0, 4), part(b, y, 4, 4)]);
        return b.op("mux", 8, [b.op("lt", 1, [x, y]), b.constant(7n, 8), swapped]);
      }),
    ).to.equal("mux16(lt16(a c) const cat16(slice16(c) slice16(c)))");
  });

  it("takes the same bit of each lane of a word", () => {
    expect(packed((b, a, _, i) => part(b, a, 8 * i + 7, 1))).to.equal("slice16(a)");
  });

  it("spreads a word that all parts read", () => {
    expect(packed((b, a, c, i) => b.op("xor", 8, [part(b, a, 8 * i), part(b, c, 40)]))).to.equal(
      "xor16(a permute16(c))",
    );
  });

  it("computes once what several operators of each part read", () => {
    expect(
      packed((b, a, c, i) => {
        const sum = b.op("add", 8, [part(b, a, 8 * i), part(b, c, 8 * i)]);
        return b.op("mul", 8, [sum, b.op("not", 8, [sum])]);
      }),
    ).to.equal("mul16(add16(a c) not16(add16(a c)))");
  });

  it("leaves parts alone that differ, that others read, or that are no wider together", () => {
    expect(
      packed((b, a, c, i) => b.op(i === 3 ? "or" : "and", 8, [part(b, a, 8 * i), part(b, c, 8 * i)])),
    ).to.match(/^cat1\(/);
    expect(
      packed((b, a, c, i) => b.named(`s${i}`, b.op("and", 8, [part(b, a, 8 * i), part(b, c, 8 * i)]))),
    ).to.match(/^cat1\(/);
  });

  it("moves no bit of any signal", () => {
    expectNothingMoves((netlist) => packLanes(netlist, { least: 2 }));
  });
});
