import { expect } from "chai";
import { flag, oneOf, someOf, whole } from "../../scripts/setting.ts";

describe("a setting", () => {
  it("of a whole number takes decimal digits", () => {
    expect(["0", "12", "007", "-1", "1e3", "0x10", "", "1234567890"].map(whole(1).parse)).to.deep.equal([
      0,
      12,
      7,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("of a choice takes what it lists, and is the first of it unless given", () => {
    const setting = oneOf(4, 2, 1);
    expect(["4", "1", "3", "04"].map(setting.parse)).to.deep.equal([4, 1, undefined, undefined]);
    expect([setting.default, setting.accepted]).to.deep.equal([4, "4, 2, 1"]);
  });

  it("of yes or no takes true and false", () => {
    expect(["true", "false", "1", ""].map(flag(true).parse)).to.deep.equal([
      true,
      false,
      undefined,
      undefined,
    ]);
  });

  it("of some words takes those that it lists, with commas between them", () => {
    const setting = someOf(["a", "b", "c"], ["a"]);
    expect(["a", "c,a", "", "a,,b", "d"].map(setting.parse)).to.deep.equal([
      ["a"],
      ["c", "a"],
      undefined,
      undefined,
      undefined,
    ]);
    expect(setting.accepted).to.equal("some of a, b, c with commas between them");
  });
});
