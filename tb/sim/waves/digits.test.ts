import { expect } from "chai";
import fc from "fast-check";
import { hexDigits, putDecimal, putKnown, putUnknown } from "../../../sim/waves/digits.ts";

const bytes = new Uint8Array(600);
const view = new DataView(bytes.buffer);
const text = (end: number): string => new TextDecoder().decode(bytes.subarray(3, end));
const wordsOf = (value: bigint, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => Number(BigInt.asIntN(32, value >> BigInt(32 * i))));

describe("digits", () => {
  it("writes known words as binary without leading zeros", () => {
    const known = (value: bigint, count: number) => text(putKnown(view, 3, wordsOf(value, count), 0, count));
    expect(known(0n, 1)).to.equal("0");
    expect(known(0n, 16)).to.equal("0");
    expect(known(1n, 2)).to.equal("1");
    expect(known(0xffn, 1)).to.equal("11111111");
    expect(known(1n << 64n, 3)).to.equal(`1${"0".repeat(64)}`);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 512n) - 1n }),
        fc.integer({ min: 0, max: 511 }),
        (wide, by) => {
          const value = wide >> BigInt(by);
          expect(known(value, 16)).to.equal(value.toString(2));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("writes words with unknown bits at full width", () => {
    const value = Int32Array.of(0, 0b1010, 1);
    const unknown = Int32Array.of(0, 0b0110, 0);
    expect(text(putUnknown(view, 3, value, unknown, 1, 5))).to.equal("01xz0");
    expect(text(putUnknown(view, 3, value, unknown, 1, 34))).to.equal(`01${"0".repeat(28)}1xz0`);
  });

  it("writes four-state digits in hex, x where a bit is unknown and z where all are z", () => {
    expect(["00001111", "1010x000zzzz", "100001x", "zz0001"].map(hexDigits)).to.deep.equal([
      "0f",
      "axz",
      "4x",
      "z1",
    ]);
  });

  it("writes times in decimal up to 2^53 - 1", () => {
    const times = [0, 7, 10, 999_999_999, 1e9, 1_000_000_001, 4_500_000_000_999_999, 2 ** 53 - 1];
    for (const time of times) expect(text(putDecimal(bytes, 3, time))).to.equal(`${time}`);
    fc.assert(
      fc.property(fc.maxSafeNat(), (time) => {
        expect(text(putDecimal(bytes, 3, time))).to.equal(`${time}`);
      }),
    );
  });
});
