import { expect } from "chai";
import { carries } from "../../../sim/netlist/carries.ts";
import type { Node, Op } from "../../../sim/netlist/node.ts";

/** For each of an operator's operands 10, 11, 12: whether its bits stand in the result. */
const carried = (op: Op, operands: number): boolean[] => {
  const args = [10, 11, 12].slice(0, operands);
  return args.map((operand) => carries({ op, args } as unknown as Node, operand));
};

describe("operators that carry their operands' bits", () => {
  it("are those that move bits, for all their operands", () => {
    for (const op of ["wire", "slice", "permute", "zext", "sext"] as const)
      expect(carried(op, 1), op).to.deep.equal([true]);
    expect(carried("cat", 3)).to.deep.equal([true, true, true]);
  });

  it("are those that choose, for what they choose from and not for what decides", () => {
    expect(carried("mux", 3)).to.deep.equal([false, true, true]);
    expect(carried("pick", 2)).to.deep.equal([true, false]);
  });

  it("are none that compute or look up", () => {
    for (const op of ["and", "xor", "add", "eq", "shl", "sra", "lookup"] as const)
      expect(carried(op, 2), op).to.deep.equal([false, false]);
  });
});
