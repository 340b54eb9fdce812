import { expect } from "chai";
import { littleEndian } from "../../host/little-endian.ts";

describe("the number that bytes stand for", () => {
  it("has the first byte lowest", () => {
    expect(littleEndian(Uint8Array.of(0x34, 0x12))).to.equal(0x1234);
  });

  it("goes beyond 32 bits, to the last address of a line", () => {
    expect(littleEndian(Uint8Array.of(0xc0, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f))).to.equal(2 ** 52 - 64);
  });

  it("is 0 for no bytes", () => {
    expect(littleEndian(new Uint8Array(0))).to.equal(0);
  });
});
