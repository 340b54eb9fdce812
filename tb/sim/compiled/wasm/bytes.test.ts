import { expect } from "chai";
import { Bytes } from "../../../../sim/compiled/wasm/bytes.ts";

const written = (write: (bytes: Bytes) => void): number[] => {
  const bytes = new Bytes();
  write(bytes);
  return [...bytes.view];
};

describe("Bytes", () => {
  it("writes unsigned LEB128, up to 32 bits", () => {
    // 624485 is the example of DWARF 5, appendix C
    expect(written((bytes) => bytes.unsigned(624_485))).to.deep.equal([0xe5, 0x8e, 0x26]);
    expect(written((bytes) => bytes.unsigned(127))).to.deep.equal([0x7f]);
    expect(written((bytes) => bytes.unsigned(2 ** 32 - 1))).to.deep.equal([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it("writes signed LEB128 of 32 and 64 bits", () => {
    expect(written((bytes) => bytes.signed(-123_456))).to.deep.equal([0xc0, 0xbb, 0x78]);
    expect(written((bytes) => bytes.signed(63))).to.deep.equal([0x3f]);
    expect(written((bytes) => bytes.signed(64))).to.deep.equal([0xc0, 0x00]);
    expect(written((bytes) => bytes.signed(-64))).to.deep.equal([0x40]);
    expect(written((bytes) => bytes.signed64(-1n))).to.deep.equal([0x7f]);
    expect(written((bytes) => bytes.signed64((1n << 63n) - 1n))).to.deep.equal([
      ...Array(9).fill(0xff),
      0x00,
    ]);
    expect(written((bytes) => bytes.signed64((1n << 64n) - 1n))).to.deep.equal([0x7f]);
  });

  it("writes names with their length in UTF-8", () => {
    expect(written((bytes) => bytes.name("aé"))).to.deep.equal([3, 0x61, 0xc3, 0xa9]);
  });

  it("grows", () => {
    const bytes = new Bytes();
    for (let i = 0; i < 1000; i++) bytes.append([i & 0xff, 7]);
    expect(bytes.length).to.equal(2000);
    expect([...bytes.view.subarray(1998)]).to.deep.equal([999 & 0xff, 7]);
  });
});
