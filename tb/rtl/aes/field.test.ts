import { expect } from "chai";
import { multiply, xtime } from "../../../rtl/aes/field.ts";
import { combinational } from "../combinational.ts";

const xtimeInHardware = combinational(8, 8, (byte) => xtime(byte.as(8)));
const times = (byte: number): number => xtimeInHardware(Uint8Array.of(byte))[0];

describe("multiplication in GF(2^8)", () => {
  it("gives the example of FIPS 197, 4.2", () => {
    expect(multiply(0x57, 0x83)).to.equal(0xc1);
  });

  it("gives the example of FIPS 197, 4.2.1", () => {
    expect(multiply(0x57, 0x13)).to.equal(0xfe);
  });

  it("reduces x^7 times x^7 to the remainder of x^14", () => {
    expect(multiply(0x80, 0x80)).to.equal(0x9a);
  });

  it("has 1 as its neutral element, and gives 0 for 0", () => {
    for (const byte of [0x00, 0x01, 0x1b, 0x80, 0xff]) {
      expect([multiply(byte, 1), multiply(1, byte), multiply(byte, 0)]).to.deep.equal([byte, byte, 0]);
    }
  });
});

describe("xtime", () => {
  it("gives the powers of {02} times {57} in FIPS 197, 4.2.1", () => {
    const chain = [0x57];
    for (let power = 1; power <= 4; power++) chain.push(times(chain[power - 1]));
    expect(chain).to.deep.equal([0x57, 0xae, 0x47, 0x8e, 0x07]);
  });

  it("shifts to the left, and reduces where bit 7 leaves", () => {
    for (let byte = 0; byte < 256; byte++) {
      const expected = byte < 128 ? 2 * byte : (2 * byte - 256) ^ 0x1b;
      expect(times(byte), `of ${byte}`).to.equal(expected);
    }
  });
});
