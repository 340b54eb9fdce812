import { expect } from "chai";
import { constant } from "../../../sim/hdl/index.ts";
import { evaluate, fault, text } from "./model.ts";

describe("constant", () => {
  it("is a word of the given width", () => {
    const { width, value } = evaluate([], () => constant(5, 12));
    expect([width, value]).to.deep.equal([12, 5]);
  });
  it("takes numbers, bigints and booleans", () => {
    expect(evaluate([], () => constant(1n << 99n, 100)).value).to.equal(1n << 99n);
    expect(evaluate([], () => constant(true, 1)).value).to.equal(1);
  });
  it("refuses what does not fit", () => {
    expect(fault(() => evaluate([], () => constant(16, 4)))).to.equal(
      text(
        "LITERAL: the constant 16 (5 bits) does not fit 4 bits",
        "here: «expect(fault(() => evaluate([], () => constant(16, 4)))).to.equal(»",
        "fix: give a whole number from 0 to 2^4 - 1",
      ),
    );
  });
  it("refuses fractions and numbers beyond 2^53, which are not exact", () => {
    const first = (value: number) => fault(() => evaluate([], () => constant(value, 64))).split("\n")[0];
    expect(first(0.5)).to.equal("LITERAL: the constant 0.5 does not fit 64 bits");
    expect(first(2 ** 53)).to.equal("LITERAL: the constant 9007199254740992 does not fit 64 bits");
  });
});
