import { expect } from "chai";
import { isInline } from "../../../sim/event/inline.ts";
import type { NodeAttr, Op } from "../../../sim/netlist/node.ts";
import { Design } from "./design.ts";

function inline<O extends Op>(
  op: O,
  width: number,
  widths: readonly number[],
  attr?: NodeAttr<O>,
  lanes = 1,
): boolean {
  const d = new Design();
  const args = widths.map((each, i) => d.input(`i${i}`, each));
  const node = d.op(op, width, args, attr, lanes);
  return isInline(d, d.nodes[node]);
}

describe("isInline", () => {
  it("takes values of up to 4,096 bits", () => {
    expect(inline("xor", 4096, [4096, 4096])).to.equal(true);
    expect(inline("xor", 4097, [4097, 4097])).to.equal(false);
    expect(inline("slice", 8, [4097], { low: 0 })).to.equal(false);
  });
  it("takes products of up to 32 bits", () => {
    expect(inline("mul", 32, [32, 32])).to.equal(true);
    expect(inline("mul", 33, [33, 33])).to.equal(false);
    expect(inline("mul", 64, [64, 64], undefined, 2)).to.equal(true);
  });
  it("takes shifts by a signal in one lane of up to 32 bits, and by a constant in any", () => {
    expect(inline("shl", 32, [32, 5])).to.equal(true);
    expect(inline("shl", 33, [33, 5])).to.equal(false);
    const d = new Design();
    expect(isInline(d, d.nodes[d.op("shl", 64, [d.input("a", 64), d.bits("101")], undefined, 2)])).to.equal(
      true,
    );
    expect(isInline(d, d.nodes[d.op("shl", 64, [d.input("b", 64), d.bits("x01")], undefined, 2)])).to.equal(
      false,
    );
  });
  it("takes up to 128 lanes where each has code of its own", () => {
    expect(inline("eq", 128, [1024, 1024], undefined, 128)).to.equal(true);
    expect(inline("eq", 129, [1032, 1032], undefined, 129)).to.equal(false);
    expect(inline("and", 129, [129, 129], undefined, 129)).to.equal(true);
  });
  it("leaves the cells of the clock network to the kernel", () => {
    expect(inline("gate", 1, [1, 1])).to.equal(false);
    expect(inline("divide", 1, [1], { by: 2 })).to.equal(false);
  });
});
