import { expect } from "chai";
import type { Node } from "../../sim/netlist/node.ts";
import { operate } from "./operators.ts";

const PAIRS = [
  "00",
  "01",
  "0x",
  "0z",
  "10",
  "11",
  "1x",
  "1z",
  "x0",
  "x1",
  "xx",
  "xz",
  "z0",
  "z1",
  "zx",
  "zz",
];

/** The operator over all sixteen pairs of bits at once, in the order of PAIRS. */
function overPairs(op: Node["op"]): string {
  const a = PAIRS.map((pair) => pair[0]).join("");
  const b = PAIRS.map((pair) => pair[1]).join("");
  return apply(op, 16, 16, [a, b]);
}

function apply(op: Node["op"], width: number, lanes: number, args: string[], attr?: unknown): string {
  const node = { op, width, lanes, args: args.map((_, i) => i), attr, place: 0 } as unknown as Node;
  return operate(node, args, (_, index) => ["1010", "0x1z"][Number(index)]);
}

const CASES: [title: string, op: Node["op"], width: number, lanes: number, args: string[], is: string][] = [
  ["not: 0 1 x z", "not", 4, 1, ["01xz"], "10xx"],
  ["wire keeps z", "wire", 4, 1, ["01xz"], "01xz"],
  ["add wraps", "add", 4, 1, ["1111", "0011"], "0010"],
  ["add with an unknown bit", "add", 4, 1, ["1111", "00x1"], "xxxx"],
  ["add with z in one lane of two", "add", 8, 2, ["11110001", "00z10001"], "xxxx0010"],
  ["sub borrows inside its lane only", "sub", 8, 2, ["00010000", "00000001"], "00011111"],
  ["mul keeps the low half", "mul", 4, 1, ["0111", "0101"], "0011"],
  ["mul by 0 with an unknown bit", "mul", 4, 1, ["0000", "x000"], "xxxx"],
  ["eq: a known difference decides", "eq", 1, 1, ["1x0", "0x0"], "0"],
  ["eq: unknown where the rest agrees", "eq", 1, 1, ["1x0", "1x0"], "x"],
  ["eq: lane by lane", "eq", 2, 2, ["1010", "1011"], "10"],
  ["ne: a known difference decides", "ne", 1, 1, ["1z0", "0z0"], "1"],
  ["ne: unknown where the rest agrees", "ne", 1, 1, ["1z0", "1z0"], "x"],
  ["lt unsigned", "lt", 1, 1, ["0111", "1000"], "1"],
  ["lt of equals", "lt", 1, 1, ["1000", "1000"], "0"],
  ["lt with any unknown bit", "lt", 1, 1, ["0000", "100x"], "x"],
  ["le of equals", "le", 1, 1, ["1000", "1000"], "1"],
  ["slt signed", "slt", 1, 1, ["0111", "1000"], "0"],
  ["slt of one bit: -1 < 0", "slt", 1, 1, ["1", "0"], "1"],
  ["sle of equals", "sle", 1, 1, ["1000", "1000"], "1"],
  ["redand: a 0 decides", "redand", 2, 2, ["x011"], "01"],
  ["redand: unknown without a 0", "redand", 1, 1, ["1z1"], "x"],
  ["redor: a 1 decides", "redor", 2, 2, ["x100"], "10"],
  ["redor: unknown without a 1", "redor", 1, 1, ["0x0"], "x"],
  ["redxor", "redxor", 2, 2, ["0111"], "10"],
  ["redxor with any unknown bit", "redxor", 1, 1, ["1x1"], "x"],
  ["reduction of one z bit is x", "redor", 1, 1, ["z"], "x"],
  ["shl moves both planes", "shl", 4, 1, ["01xz", "01"], "1xz0"],
  ["shr moves both planes", "shr", 4, 1, ["xz01", "10"], "00xz"],
  ["sra copies an x on top", "sra", 4, 1, ["xz01", "10"], "xxxz"],
  ["sra copies a z on top", "sra", 4, 1, ["z001", "01"], "zz00"],
  ["a full shl empties the lane, unknown bits too", "shl", 4, 1, ["1xz1", "100"], "0000"],
  ["an sra far past the end leaves the top bit", "sra", 4, 1, ["1001", "1".repeat(70)], "1111"],
  ["an unknown amount", "shl", 4, 1, ["0000", "0x"], "xxxx"],
  ["one amount for all lanes", "shr", 8, 2, ["10001111", "1"], "01000111"],
  ["zext pads with zeros", "zext", 8, 2, ["1xz1"], "001x00z1"],
  ["sext copies the top bit, z too", "sext", 8, 2, ["1xz1"], "111xzzz1"],
  ["cat joins lane by lane, first operand on top", "cat", 6, 2, ["10", "01xz"], "1010xz"],
  ["mux 1", "mux", 4, 1, ["1", "01xz", "1111"], "01xz"],
  ["mux 0", "mux", 4, 1, ["0", "1111", "01xz"], "01xz"],
  ["mux x merges", "mux", 6, 1, ["x", "0011xz", "0101xz"], "0xx1xx"],
  ["mux z merges", "mux", 2, 1, ["z", "01", "11"], "x1"],
  ["mux with a select a lane", "mux", 6, 3, ["10x", "000000", "111101"], "00110x"],
];

const WITH_ATTR: [
  title: string,
  op: Node["op"],
  width: number,
  lanes: number,
  args: string[],
  attr: unknown,
  is: string,
][] = [
  ["slice takes the same bits of each lane", "slice", 4, 2, ["01xz0110"], { low: 1 }, "1x11"],
  ["permute: lane i is lane index[i]", "permute", 4, 2, ["01101100"], { from: 4, index: [3, 1] }, "1101"],
  ["permute may repeat and drop", "permute", 6, 3, ["01xz"], { from: 2, index: [0, 0, 1] }, "01xzxz"],
  ["lookup lane by lane", "lookup", 8, 2, ["01"], { table: 0 }, "10100x1z"],
  ["lookup with an unknown index", "lookup", 8, 2, ["x0"], { table: 0 }, "xxxx1010"],
  ["lookup beyond the end", "lookup", 4, 1, ["10"], { table: 0 }, "xxxx"],
  ["read beyond the end", "read", 4, 1, ["1".repeat(70)], { memory: 0 }, "xxxx"],
  ["read keeps what the word holds", "read", 4, 1, ["1"], { memory: 0 }, "0x1z"],
  ["pick lane 2", "pick", 2, 1, ["01z01100", "10"], { from: 4 }, "z0"],
  ["pick beyond the lanes", "pick", 2, 1, ["011011", "11"], { from: 3 }, "xx"],
  ["pick with an unknown index", "pick", 2, 1, ["000000", "0x"], { from: 3 }, "xx"],
];

describe("reference operators", () => {
  it("has the IEEE 1800 tables of and, or, xor; z counts as x", () => {
    expect(overPairs("and")).to.equal("000001xx0xxx0xxx");
    expect(overPairs("or")).to.equal("01xx1111x1xxx1xx");
    expect(overPairs("xor")).to.equal("01xx10xxxxxxxxxx");
  });
  for (const [title, op, width, lanes, args, is] of CASES) {
    it(title, () => expect(apply(op, width, lanes, args)).to.equal(is));
  }
  for (const [title, op, width, lanes, args, attr, is] of WITH_ATTR) {
    it(title, () => expect(apply(op, width, lanes, args, attr)).to.equal(is));
  }
});
