import { expect } from "chai";
import fc from "fast-check";
import { double, powers } from "../../../rtl/xts/doubling.ts";
import { vecOf } from "../../../sim/hdl/index.ts";
import * as reference from "../../reference/xts.ts";
import { array } from "../arbitraries.ts";
import { bytes, hex } from "../bytes.ts";
import { combinational } from "../combinational.ts";

describe("multiplication by α in GF(2^128)", () => {
  const doubled = combinational(128, 128, (tweak) => double(tweak.as(128)));

  it("moves the carry of each byte into the next", () => {
    expect(hex(doubled(bytes("80000000000000000000000000000000")))).to.equal(
      "00010000000000000000000000000000",
    );
    expect(hex(doubled(bytes("01020304050607080910111213141516")))).to.equal(
      "020406080a0c0e101220222426282a2c",
    );
  });

  it("reduces by x^7 + x^2 + x + 1 when the top bit leaves", () => {
    expect(hex(doubled(bytes("00000000000000000000000000000080")))).to.equal(
      "87000000000000000000000000000000",
    );
    expect(hex(doubled(bytes("ffffffffffffffffffffffffffffffff")))).to.equal(
      "79ffffffffffffffffffffffffffffff",
    );
  });

  it("agrees with the reference on random tweaks", () => {
    fc.assert(
      fc.property(array(16), (tweak) => {
        expect(hex(doubled(tweak))).to.equal(hex(reference.double(tweak)));
      }),
    );
  });
});

describe("the powers of α", () => {
  it("are the masks of the blocks of a unit, that of the first unchanged", () => {
    const masks = combinational(128, 512, (tweak) => {
      const [first, second, third, fourth] = powers(tweak.as(128), 4);
      return vecOf(first, second, third, fourth).bits;
    });
    expect(hex(masks(bytes("000000000000000000000000000000c0")))).to.equal(
      "000000000000000000000000000000c0" +
        "87000000000000000000000000000080" +
        "89010000000000000000000000000000" +
        "12030000000000000000000000000000",
    );
  });
});
