import { expect } from "chai";
import { ADDRESS_BITS, lineTweak } from "../../../rtl/xts/tweak.ts";
import { bytes, hex } from "../bytes.ts";
import { combinational } from "../combinational.ts";

const tweakOf = combinational(ADDRESS_BITS, 128, (address) => lineTweak(address.as(52)));
/** Of an address that is printed as a number, its last digits lowest. */
const tweak = (address: string): string => hex(tweakOf(bytes(address.padStart(14, "0")).reverse()));

describe("the tweak of a line", () => {
  it("is the index of the line, little-endian", () => {
    expect(tweak("0000000000000")).to.equal("00000000000000000000000000000000");
    expect(tweak("0000000000040")).to.equal("01000000000000000000000000000000");
    expect(tweak("0000000003fc0")).to.equal("ff000000000000000000000000000000");
    expect(tweak("0000000004000")).to.equal("00010000000000000000000000000000");
    expect(tweak("fedcba9876540")).to.equal("951da62eb73f00000000000000000000");
  });

  it("does not depend on the offset in the line", () => {
    expect(tweak("000000000007f")).to.equal("01000000000000000000000000000000");
  });

  it("reaches the last line below 2^52", () => {
    expect(tweak("fffffffffffc0")).to.equal("ffffffffff3f00000000000000000000");
  });
});
