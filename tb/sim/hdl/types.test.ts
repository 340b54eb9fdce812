import { expect } from "chai";
import { enumeration, u, vec } from "../../../sim/hdl/index.ts";
import { toType } from "../../../sim/hdl/types.ts";
import { fault, text } from "./model.ts";

describe("types", () => {
  it("a word has its width and one lane", () => {
    const { width, lanes, vector, initial, hidden } = u(12);
    expect({ width, lanes, vector, initial, hidden }).to.deep.equal({
      width: 12,
      lanes: 1,
      vector: false,
      initial: undefined,
      hidden: false,
    });
  });
  it("a vector has the width of a lane, even of one lane", () => {
    expect([vec(16, 8).width, vec(16, 8).lanes, vec(1, 8).vector]).to.deep.equal([8, 16, true]);
  });
  it("init and secret make new types", () => {
    const plain = u(8);
    const marked = plain.init(3).secret();
    expect([plain.initial, plain.hidden, marked.initial, marked.hidden]).to.deep.equal([
      undefined,
      false,
      3n,
      true,
    ]);
  });
  it("a width and an enumeration stand for types", () => {
    const Op = enumeration("Op", 2, { read: 0, write: 1 });
    expect([toType(7).width, toType(Op).width, toType(Op).enumeration]).to.deep.equal([7, 2, Op]);
  });

  it("a width that is no whole number from 1 to 65,536 is refused", () => {
    expect(fault(() => u(0))).to.equal(
      text(
        "SIZE: a width of 0",
        "here: «expect(fault(() => u(0))).to.equal(»",
        "fix: give a whole number from 1 to 65536",
      ),
    );
    expect([65_537, 1.5, -1].map((width) => fault(() => u(width)).split("\n")[0])).to.deep.equal([
      "SIZE: a width of 65537",
      "SIZE: a width of 1.5",
      "SIZE: a width of -1",
    ]);
  });
  it("a vector of no lanes, or too wide as a whole, is refused", () => {
    expect(fault(() => vec(0, 8)).split("\n")[0]).to.equal("SIZE: a number of lanes of 0");
    expect(fault(() => vec(1024, 65)).split("\n")[0]).to.equal("SIZE: a total width of 66560");
  });
  it("a reset value that does not fit is refused", () => {
    expect(fault(() => u(4).init(16))).to.equal(
      text(
        "LITERAL: the reset value 16 (5 bits) does not fit 4 bits",
        "here: «expect(fault(() => u(4).init(16))).to.equal(»",
        "fix: give a value from 0 to 2^4 - 1",
      ),
    );
  });
});
