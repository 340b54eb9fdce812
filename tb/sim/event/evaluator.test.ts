import { expect } from "chai";
import { Design } from "./design.ts";

describe("Evaluator", () => {
  for (const patience of [Infinity, 0]) {
    it(`brings values that meet again by paths of other lengths to one settled value (patience ${patience})`, () => {
      const d = new Design();
      const a = d.input("a", 8);
      let long = a;
      for (let i = 0; i < 300; i++) long = d.op("not", 8, [d.named(`n${i}`, long)]);
      d.named("same", d.op("eq", 1, [a, long]));
      d.named("zero", d.op("xor", 8, [a, long]));
      const run = d.run({ patience });
      for (const value of ["00000000", "10110111", "0000000x", "11111111"]) {
        run.set({ a: value });
        expect(run.get("same")).to.equal(value.includes("x") ? "x" : "1");
        expect(run.get("zero")).to.equal(value.includes("x") ? "0000000x" : "00000000");
      }
    });
  }

  it("keeps inner values out of the state, and named ones in it", () => {
    const d = new Design();
    const inner = d.op("not", 4, [d.input("a", 4)]);
    const named = d.named("y", d.op("not", 4, [inner]));
    const { state } = d.run().engine;
    expect(state.offset(inner)).to.equal(-1);
    expect(state.offset(named)).to.be.at.least(0);
  });
});
