import { expect } from "chai";
import fc from "fast-check";
import { splitAddress } from "../../../rtl/engine/address.ts";
import { type Bits, cat, constant } from "../../../sim/hdl/index.ts";
import { combinational } from "../combinational.ts";

/** The hardware for one physical-address width: what it makes of an address and a number of keyID bits. */
function splitter(physicalBits: number) {
  const run = combinational(56, 72, (input) => {
    const address = input.slice(51, 0).as(52);
    const { keyId, physical } = splitAddress(address, input.slice(55, 52).as(4), physicalBits);
    return cat(constant(0, 5), keyId, physical) as Bits;
  });
  return (address: bigint, keyIdBits: number) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, address | (BigInt(keyIdBits) << 52n), true);
    const word = BigInt(`0x${Buffer.from(run(bytes.subarray(0, 7)).reverse()).toString("hex")}`);
    return { keyId: word >> 52n, physical: word & (2n ** 52n - 1n) };
  };
}

describe("the split of an address", () => {
  it("takes the keyID from bits 51:46 for 6 keyID bits of a 52-bit address", () => {
    expect(splitter(52)(0x8_4123_4567_89abn, 6)).to.deep.equal({ keyId: 0x21n, physical: 0x0123_4567_89abn });
  });

  it("leaves the whole address physical where there are no keyID bits", () => {
    expect(splitter(46)(0x3fff_ffff_ffffn, 0)).to.deep.equal({ keyId: 0n, physical: 0x3fff_ffff_ffffn });
  });

  it("drops what is above the physical-address width", () => {
    expect(splitter(46)(0xf_c000_0000_0040n, 6)).to.deep.equal({ keyId: 0n, physical: 0x40n });
  });

  it("leaves one bit physical of 16 where 15 are the keyID's", () => {
    expect(splitter(16)(0xffffn, 15)).to.deep.equal({ keyId: 0x7fffn, physical: 1n });
  });

  for (const width of [16, 17, 39, 46, 51, 52]) {
    it(`gives the top k bits of ${width} as the keyID and the others as the physical address, for k = 0 to 15`, () => {
      const split = splitter(width);
      const address = fc.bigInt({ min: 0n, max: 2n ** 52n - 1n });
      for (let k = 0; k <= 15; k++) {
        fc.assert(
          fc.property(address, (any) => {
            const digits = (any % 2n ** BigInt(width)).toString(2).padStart(width, "0");
            expect(split(any, k)).to.deep.equal({
              keyId: BigInt(`0b0${digits.slice(0, k)}`),
              physical: BigInt(`0b0${digits.slice(k)}`),
            });
          }),
          { numRuns: 10 },
        );
      }
    });
  }
});
