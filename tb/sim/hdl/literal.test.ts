import { expect } from "chai";
import { formatLiteral, isLiteral, literalValue } from "../../../sim/hdl/literal.ts";

describe("literals", () => {
  it("are numbers, bigints and booleans", () => {
    expect([0, 0n, false].map(isLiteral)).to.deep.equal([true, true, true]);
    expect(["0", null, undefined, {}].map(isLiteral)).to.deep.equal([false, false, false, false]);
  });
  it("have a value where they fit", () => {
    expect([literalValue(255, 8), literalValue(255n, 8), literalValue(true, 1)]).to.deep.equal([
      255n,
      255n,
      1n,
    ]);
  });
  it("have none where they are negative, fractions, inexact or too wide", () => {
    const values = [-1, 0.5, 2 ** 53, Number.NaN, 256].map((value) => literalValue(value, 8));
    expect(values).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
  });
  it("are printed with the bits that they need", () => {
    expect([5, 1n, -3, 0.5].map(formatLiteral)).to.deep.equal(["5 (3 bits)", "1 (1 bit)", "-3", "0.5"]);
  });
});
