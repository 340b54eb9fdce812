import { expect } from "chai";
import { identifier } from "../../../sim/waves/identifier.ts";

/** As GTKWave's loader computes its index: from the last character to the first. */
const index = (code: string): number => [...code].reduceRight((sum, c) => sum * 94 + c.charCodeAt(0) - 32, 0);

describe("identifier codes", () => {
  it("begin at the first printable character and grow at 95, least significant character first", () => {
    expect([1, 2, 94, 95, 96, 188, 189].map(identifier)).to.deep.equal([
      "!",
      '"',
      "~",
      "!!",
      '"!',
      "~!",
      '!"',
    ]);
  });

  it("count without a gap", () => {
    for (const n of [1, 93, 94, 95, 8929, 8930, 8931, 839_514, 839_515])
      expect(index(identifier(n))).to.equal(n);
  });
});
