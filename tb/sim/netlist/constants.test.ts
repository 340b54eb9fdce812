import { expect } from "chai";
import fc from "fast-check";
import { known } from "../../../sim/netlist/constants.ts";
import { isSource } from "../../../sim/netlist/node.ts";
import { bitString, planes } from "../../reference/evaluate.ts";
import { fromUnsigned, operate } from "../../reference/operators.ts";
import { Random } from "../../reference/random.ts";
import { randomNetlist } from "../../reference/random-netlist.ts";

describe("operators over known operands", () => {
  it("agree with the reference, and are undefined where the result is not known", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        const random = new Random(seed);
        for (const node of netlist.nodes) {
          if (isSource(node) || node.op === "read") continue;
          const widths = node.args.map((arg) => netlist.nodes[arg].width);
          const args = widths.map((width) =>
            random.oneIn(3) ? BigInt(random.below(2)) : random.bits(width),
          );
          const strings = args.map((arg, i) => fromUnsigned(arg, widths[i]));
          const expected = operate(node, strings, (at, index) => {
            if (at.op !== "lookup") return undefined;
            const { words, width } = netlist.tables[at.attr.table];
            return Number(index) < words.length ? fromUnsigned(words[Number(index)], width) : undefined;
          });
          const value = known(node, args, netlist);
          if (value === undefined) expect(planes(expected).unknown).not.to.equal(0n);
          else expect(bitString({ value, unknown: 0n }, node.width)).to.equal(expected);
        }
      }),
    );
  });
});
