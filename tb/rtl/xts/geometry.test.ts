import { expect } from "chai";
import { LINE_BITS, LINE_BLOCKS, LINE_BYTES, withDefaults } from "../../../rtl/xts/geometry.ts";

describe("the geometry of a line", () => {
  it("is a cache line of 64 bytes: 512 bits, four AES blocks", () => {
    expect({ LINE_BYTES, LINE_BITS, LINE_BLOCKS }).to.deep.equal({
      LINE_BYTES: 64,
      LINE_BITS: 512,
      LINE_BLOCKS: 4,
    });
  });
});

describe("the options of a line cipher", () => {
  it("are four lanes, four slots, a round a stage and tags of 8 bits, unless given", () => {
    expect(withDefaults({ direction: "encrypt", keyBits: 128 })).to.deep.equal({
      direction: "encrypt",
      keyBits: 128,
      lanes: 4,
      slots: 4,
      roundsPerStage: 1,
      tagBits: 8,
    });
    const chosen = {
      direction: "decrypt",
      keyBits: 256,
      lanes: 1,
      slots: 64,
      roundsPerStage: 2,
      tagBits: 12,
    } as const;
    expect(withDefaults(chosen)).to.deep.equal(chosen);
  });
});
