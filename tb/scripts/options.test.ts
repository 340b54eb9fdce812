import { expect } from "chai";
import { choice, flag, hexBytes, once, text, wholeNumber } from "../../scripts/options.ts";

const refusal = (parse: () => unknown): string => {
  try {
    return `took ${parse()}`;
  } catch (error) {
    return String(error);
  }
};

describe("an option", () => {
  it("is refused when it is given twice", () => {
    expect(refusal(() => once("lines", ["3", "4"]))).to.equal(
      "UserError: --lines: given 2 times; accepted: once",
    );
  });

  it("is refused when it is empty or missing, if it has to be there", () => {
    expect(refusal(() => text("trace", "", "a path"))).to.equal(
      'UserError: --trace "": empty; accepted: a path',
    );
    expect(refusal(() => text("op", undefined, "a word"))).to.equal(
      "UserError: --op: missing; accepted: a word",
    );
  });

  it("is shown printable and short", () => {
    expect(refusal(() => choice("op", `\x1b${"x".repeat(100)}`, ["a", "b"]))).to.equal(
      `UserError: --op "\\x1b${"x".repeat(59)}...": unknown; accepted: a, b`,
    );
  });
});

describe("flag", () => {
  it("is on when it stands alone, off when it does not stand there", () => {
    expect(flag("batch", true)).to.equal(true);
    expect(flag("batch", undefined)).to.equal(false);
  });

  it("takes no value", () => {
    expect(refusal(() => flag("batch", "no"))).to.equal(
      'UserError: --batch "no": takes no value; accepted: --batch',
    );
    expect(refusal(() => flag("batch", "true"))).to.equal(
      'UserError: --batch "true": takes no value; accepted: --batch',
    );
    expect(refusal(() => flag("batch", ""))).to.equal(
      'UserError: --batch "": takes no value; accepted: --batch',
    );
  });
});

describe("wholeNumber", () => {
  it("takes decimal digits within its bounds", () => {
    expect(wholeNumber("lines", "1", 1, 20)).to.equal(1);
    expect(wholeNumber("lines", "020", 1, 20)).to.equal(20);
  });

  for (const value of ["-1", "1.5", "1e99", "0x10", "ten", " 1", "Infinity", "NaN"]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      expect(refusal(() => wholeNumber("lines", value, 1, 20))).to.equal(
        `UserError: --lines "${value}": not a whole number; accepted: a whole number from 1 to 20`,
      );
    });
  }

  it("refuses what lies outside its bounds, however far", () => {
    for (const value of ["0", "21", "9".repeat(50)]) {
      expect(refusal(() => wholeNumber("lines", value, 1, 20))).to.equal(
        `UserError: --lines "${value}": out of range; accepted: a whole number from 1 to 20`,
      );
    }
  });

  it("takes the largest number that is exact, and not the next", () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(wholeNumber("seed", "9007199254740991", 0, most)).to.equal(9007199254740991);
    expect(refusal(() => wholeNumber("seed", "9007199254740992", 0, most))).to.match(/out of range/);
  });
});

describe("hexBytes", () => {
  it("takes hex digits of either case", () => {
    expect(hexBytes("tweak", "00aBfF", [3])).to.deep.equal(new Uint8Array([0x00, 0xab, 0xff]));
  });

  it("refuses another length, half bytes and other characters", () => {
    const accepted = "accepted: 2 or 3 bytes in hex";
    expect(refusal(() => hexBytes("tweak", "00", [2, 3]))).to.equal(
      `UserError: --tweak "00": 2 hex digits; ${accepted}`,
    );
    expect(refusal(() => hexBytes("tweak", "00000", [2, 3]))).to.equal(
      `UserError: --tweak "00000": 5 hex digits; ${accepted}`,
    );
    expect(refusal(() => hexBytes("tweak", "00x0", [2, 3]))).to.equal(
      `UserError: --tweak "00x0": not hex digits; ${accepted}`,
    );
  });

  it("does not show a key", () => {
    expect(refusal(() => hexBytes("key1", "c0ffee", [16], true))).to.equal(
      'UserError: --key1 "(not shown)": 6 hex digits; accepted: 16 bytes in hex',
    );
  });
});
