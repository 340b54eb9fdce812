import { expect } from "chai";
import { refuse } from "../../../sim/hdl/index.ts";
import { DesignError } from "../../../sim/netlist/error.ts";

const problemOf = (value: unknown): [code: string, problem: string, fix: string] => {
  try {
    return refuse("depth", value, "a power of two");
  } catch (error) {
    const { code, problem, fix } = error as DesignError;
    return [code, problem, fix];
  }
};

describe("an option that is refused", () => {
  it("is named with its value and what is accepted", () => {
    expect(problemOf(3)).to.deep.equal(["OPTION", 'depth is "3"', "give a power of two"]);
  });

  it("shows a list item by item", () => {
    expect(problemOf(["a", "b"])[1]).to.equal('depth is "a, b"');
    expect(problemOf([])[1]).to.equal('depth is ""');
  });

  it("points at the generator that refuses it", () => {
    expect(() => refuse("depth", 3, "a power of two")).to.throw(DesignError, /here: .*refuse\.test\.ts:\d+/);
  });
});
