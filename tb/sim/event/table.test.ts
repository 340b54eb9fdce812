import { expect } from "chai";
import { tableWords } from "../../../sim/event/table.ts";

const table = (width: number, words: readonly bigint[]) => tableWords({ name: "t", width, words, place: 0 });

describe("tableWords", () => {
  it("takes the narrowest array that holds the words", () => {
    expect(table(8, [255n, 1n])).to.deep.equal(Uint8Array.of(255, 1));
    expect(table(9, [256n])).to.deep.equal(Uint16Array.of(256));
    expect(table(32, [0xffffffffn])).to.deep.equal(Int32Array.of(-1));
  });
  it("lays wide words out in 32-bit words, the least significant first", () => {
    expect(table(40, [0x12_0000_0003n, 4n])).to.deep.equal(Int32Array.of(3, 0x12, 4, 0));
  });
});
