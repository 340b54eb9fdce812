import { expect } from "chai";
import { lineTweak } from "../../../rtl/xts/tweak.ts";
import { lineTweak as reference } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { combinational } from "../combinational.ts";

const run = combinational(52, 128, (address) => lineTweak(address.as(52)));

/** The tweak in the order of its bytes in IEEE 1619. */
function tweak(address: number): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(address), true);
  return hex(run(bytes.subarray(0, 7)));
}

describe("the tweak of a line", () => {
  it("is its number, little-endian, with zeros above", () => {
    expect(tweak(0)).to.equal("00000000000000000000000000000000");
    expect(tweak(0x40)).to.equal("01000000000000000000000000000000");
    expect(tweak(0x12_3456_7000)).to.equal("c059d148000000000000000000000000");
    expect(tweak(0xf_ffff_ffff_ffc0)).to.equal("ffffffffff3f00000000000000000000");
  });

  it("is the same for all bytes of a line", () => {
    expect(tweak(0x7f)).to.equal(tweak(0x40));
  });

  it("differs for each bit of the line's number, and is that of the reference", () => {
    const addresses = Array.from({ length: 46 }, (_, bit) => 2 ** (bit + 6));
    expect(addresses.map(tweak)).to.deep.equal(addresses.map((address) => hex(reference(address))));
    expect(new Set(addresses.map(tweak)).size).to.equal(46);
  });
});
