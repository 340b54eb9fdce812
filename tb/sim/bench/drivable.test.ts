import { expect } from "chai";
import { type Drivable, Staging } from "../../../sim/bench/drivable.ts";
import { Logic } from "../../../sim/bench/logic.ts";

/** The planes after the value, as unsigned words, or what is said against it. */
function staged(width: number, value: Drivable, before: Drivable = 0) {
  const staging = new Staging(width);
  staging.set(before);
  const unfit = staging.set(value);
  const words = (plane: Int32Array) => [...plane].map((word) => word >>> 0);
  return unfit ?? { value: words(staging.value), unknown: words(staging.unknown) };
}

describe("values that drive a port", () => {
  it("are numbers, bigints and booleans", () => {
    expect(staged(8, 255)).to.deep.equal({ value: [255], unknown: [0] });
    expect(staged(1, true)).to.deep.equal({ value: [1], unknown: [0] });
    expect(staged(40, 0xab_1234_5678)).to.deep.equal({ value: [0x12345678, 0xab], unknown: [0, 0] });
    expect(staged(32, 0xffff_ffff)).to.deep.equal({ value: [0xffffffff], unknown: [0] });
    expect(staged(65, (1n << 64n) | 7n)).to.deep.equal({ value: [7, 0, 1], unknown: [0, 0, 0] });
  });

  it("are little-endian bytes for the whole port", () => {
    expect(staged(40, Uint8Array.of(1, 2, 3, 4, 5))).to.deep.equal({
      value: [0x04030201, 5],
      unknown: [0, 0],
    });
    expect(staged(12, Uint8Array.of(0xff, 0x0f))).to.deep.equal({ value: [0xfff], unknown: [0] });
  });

  it("are four-state bits, x and z for a port of any width", () => {
    expect(staged(4, "01xz")).to.deep.equal({ value: [0b0101], unknown: [0b0011] });
    expect(staged(33, "x")).to.deep.equal({ value: [0, 0], unknown: [0xffffffff, 1] });
    expect(staged(4, "z")).to.deep.equal({ value: [15], unknown: [15] });
    expect(staged(4, new Logic(4, 1n, 8n))).to.deep.equal({ value: [1], unknown: [8] });
  });

  it("leave nothing of the value before", () => {
    const full = (1n << 70n) - 1n;
    for (const before of ["x", "z", full] as const) {
      expect(staged(70, 3, before)).to.deep.equal({ value: [3, 0, 0], unknown: [0, 0, 0] });
      expect(staged(70, 3n, before)).to.deep.equal({ value: [3, 0, 0], unknown: [0, 0, 0] });
      expect(staged(70, new Uint8Array(9), before)).to.deep.equal({ value: [0, 0, 0], unknown: [0, 0, 0] });
    }
  });

  it("are refused where they do not fit", () => {
    expect(staged(8, 256)).to.equal("the value 256 (9 bits)");
    expect(staged(8, -1)).to.equal("the value -1");
    expect(staged(8, 1.5)).to.equal("the value 1.5");
    expect(staged(64, 1n << 64n)).to.equal("the value 18446744073709551616 (65 bits)");
    expect(staged(16, Uint8Array.of(1))).to.equal("1 bytes");
    expect(staged(12, Uint8Array.of(0, 0x10))).to.equal("bytes with bits above bit 11");
    expect(staged(4, "01x")).to.equal("3 bits of four-state logic");
    expect(staged(4, "abcd")).to.equal('"abcd"');
  });
});
