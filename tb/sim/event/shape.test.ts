import { expect } from "chai";
import { groupNodes } from "../../../sim/event/groups.ts";
import { layOut } from "../../../sim/event/layout.ts";
import { type Shape, shapeOf } from "../../../sim/event/shape.ts";
import { observedNodes } from "../../../sim/netlist/observed.ts";
import { Design } from "./design.ts";

/** Shapes of the groups of `y0`, `y1`, ... */
function shapes(build: (d: Design, i: number) => number, count = 2): Shape[] {
  const d = new Design();
  for (let i = 0; i < count; i++) d.named(`y${i}`, build(d, i));
  const netlist = d.finish();
  const groups = groupNodes(netlist, observedNodes(netlist));
  const layout = layOut(netlist, groups);
  return Array.from({ length: groups.count }, (_, group) => shapeOf(netlist, groups, layout, group));
}

describe("shapeOf", () => {
  it("is the same for groups that differ only in where their operands and results lie", () => {
    const [one, two] = shapes((d, i) => {
      const a = d.input(`a${i}`, 8);
      return d.op("xor", 8, [d.op("not", 8, [a]), d.input(`b${i}`, 8)]);
    });
    expect(two.key).to.equal(one.key);
    expect(two.parameters).not.to.deep.equal(one.parameters);
    expect(one.inputs).to.deep.equal([0, 1]);
  });

  it("differs where two operands are one", () => {
    const [one, two] = shapes((d, i) => {
      const a = d.input(`a${i}`, 8);
      return d.op("xor", 8, [a, i === 0 ? a : d.input("b", 8)]);
    });
    expect(two.key).not.to.equal(one.key);
  });

  const different: [string, (d: Design, i: number) => number][] = [
    ["operators", (d, i) => d.op(i ? "and" : "or", 8, [d.input(`a${i}`, 8), d.input(`b${i}`, 8)])],
    ["lanes", (d, i) => d.op("add", 8, [d.input(`a${i}`, 8), d.input(`b${i}`, 8)], undefined, 1 + i)],
    ["constants", (d, i) => d.op("xor", 8, [d.input(`a${i}`, 8), d.constant(BigInt(i), 8)])],
    ["slices", (d, i) => d.op("slice", 8, [d.input(`a${i}`, 16)], { low: i })],
    ["permutations", (d, i) => d.op("permute", 8, [d.input(`a${i}`, 8)], { from: 2, index: [i, 0] }, 2)],
    ["operand widths", (d, i) => d.op("zext", 8, [d.input(`a${i}`, 4 + i)])],
  ];
  for (const [what, build] of different) {
    it(`differs with other ${what}`, () => {
      const [one, two] = shapes(build);
      expect(two.key).not.to.equal(one.key);
    });
  }
});
