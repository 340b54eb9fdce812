import { expect } from "chai";
import fc from "fast-check";
import type { Node } from "../../sim/netlist/node.ts";
import { levelOrder } from "../../sim/netlist/order.ts";
import { validate } from "../../sim/netlist/validate.ts";
import { randomNetlist } from "./random-netlist.ts";

const SAMPLES = fc.sample(randomNetlist, { numRuns: 100, seed: 1 });
const COMBINATIONAL =
  "wire not and or xor add sub mul eq ne lt le slt sle redand redor redxor shl shr sra zext sext slice cat mux permute lookup pick read";

describe("random netlists", () => {
  it("are valid and have a level order", () => {
    for (const netlist of SAMPLES) {
      validate(netlist);
      levelOrder(netlist);
    }
  });

  it("use every operator, in one lane and in several", () => {
    const seen = (wanted: (node: Node) => boolean): string[] => {
      const ops = new Set(SAMPLES.flatMap(({ nodes }) => nodes.filter(wanted).map(({ op }) => op as string)));
      return COMBINATIONAL.split(" ").filter((op) => !ops.has(op));
    };
    expect(seen(({ lanes }) => lanes === 1)).to.deep.equal([]);
    expect(seen(({ lanes }) => lanes > 1)).to.deep.equal(["pick"]);
  });

  it("have registers with and without enable and init in every domain", () => {
    const kinds = SAMPLES.flatMap(({ registers }) =>
      registers.map(({ domain, enable, init }) => `${domain} ${enable !== undefined} ${init !== undefined}`),
    );
    expect(new Set(kinds).size).to.equal(3 * 2 * 2);
  });
});
