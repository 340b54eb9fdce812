import { expect } from "chai";
import { groupNodes } from "../../../sim/event/groups.ts";
import { layOut } from "../../../sim/event/layout.ts";
import { A, B, DST, LANES, NODE, OP, STEP, WIDTH, WORDS, X } from "../../../sim/event/machine.ts";
import { cat } from "../../../sim/event/operators-move.ts";
import { encode, OPERATORS } from "../../../sim/event/program.ts";
import { observedNodes } from "../../../sim/netlist/observed.ts";
import { Design } from "./design.ts";

describe("encode", () => {
  it("writes one step a node, with operands in scratch inside the group and in their kept place outside", () => {
    const d = new Design();
    const a = d.input("a", 40);
    const low = d.op("slice", 8, [a], { low: 3 }, 2);
    const y = d.named("y", d.op("cat", 48, [a, low]));
    const netlist = d.finish();
    const groups = groupNodes(netlist, observedNodes(netlist));
    const layout = layOut(netlist, groups);
    const { code, extra } = encode(netlist, groups, layout);
    expect(code).to.have.length(2 * STEP);
    const [first, second] = [code.subarray(0, STEP), code.subarray(STEP)];
    expect([NODE, DST, WORDS, WIDTH, LANES].map((field) => first[field])).to.deep.equal([
      low,
      layout.scratch[low],
      1,
      4,
      2,
    ]);
    expect([A, B, X].map((field) => first[field])).to.deep.equal([layout.kept[a], 3, 20]);
    expect([NODE, DST, WORDS, WIDTH, LANES].map((field) => second[field])).to.deep.equal([
      y,
      layout.scratch[y],
      2,
      48,
      1,
    ]);
    expect(OPERATORS[second[OP]]).to.equal(cat);
    expect([...extra.subarray(second[X], second[X] + 5)]).to.deep.equal([
      2,
      layout.scratch[low],
      8,
      layout.kept[a],
      40,
    ]);
  });
});
