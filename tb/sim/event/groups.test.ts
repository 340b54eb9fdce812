import { expect } from "chai";
import { type Groups, groupNodes } from "../../../sim/event/groups.ts";
import { Design } from "./design.ts";

const members = ({ count, starts, nodes }: Groups): number[][] =>
  Array.from({ length: count }, (_, g) => [...nodes.subarray(starts[g], starts[g + 1])]);

describe("groupNodes", () => {
  it("gathers a node with its readers if they are all in one group", () => {
    const d = new Design();
    const a = d.input("a", 8);
    const not = d.op("not", 8, [a]);
    const left = d.op("and", 8, [not, a]);
    const right = d.op("or", 8, [not, a]);
    const tip = d.op("xor", 8, [left, right]);
    const groups = groupNodes(d.finish(), [tip]);
    expect(members(groups)).to.deep.equal([[not, left, right, tip]]);
    expect([not, left, right, tip].map((id) => groups.kept[id])).to.deep.equal([0, 0, 0, 1]);
  });

  it("makes a group of its own of a node that two groups read, before both", () => {
    const d = new Design();
    const a = d.input("a", 8);
    const shared = d.op("not", 8, [a]);
    const one = d.op("and", 8, [shared, a]);
    const two = d.op("or", 8, [shared, a]);
    const groups = groupNodes(d.finish(), [one, two]);
    expect(members(groups)).to.deep.equal([[shared], [one], [two]]);
    expect(groups.kept[shared]).to.equal(1);
  });

  it("keeps a node that something outside reads, in the group all the same", () => {
    const d = new Design();
    const a = d.input("a", 8);
    const seen = d.op("not", 8, [a]);
    const tip = d.op("not", 8, [seen]);
    const groups = groupNodes(d.finish(), [seen, tip]);
    expect(members(groups)).to.deep.equal([[seen, tip]]);
    expect(groups.kept[seen]).to.equal(1);
  });

  it("leaves out what nothing reads", () => {
    const d = new Design();
    const dead = d.op("not", 8, [d.op("not", 8, [d.input("a", 8)])]);
    const groups = groupNodes(d.finish(), []);
    expect([groups.count, groups.of[dead]]).to.deep.equal([0, -1]);
  });

  it("cuts a chain into groups of 128 words", () => {
    const d = new Design();
    let tip = d.input("a", 64);
    for (let i = 0; i < 200; i++) tip = d.op("not", 64, [tip]);
    expect(members(groupNodes(d.finish(), [tip])).map(({ length }) => length)).to.deep.equal([8, 64, 64, 64]);
  });

  it("leaves nodes alone that have no generated code", () => {
    const d = new Design();
    const a = d.input("a", 8192);
    const wide = d.op("not", 8192, [a]);
    const tip = d.op("slice", 8, [wide], { low: 3 });
    expect(members(groupNodes(d.finish(), [tip]))).to.deep.equal([[wide], [tip]]);
  });
});
