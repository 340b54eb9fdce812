import { expect } from "chai";
import { ENGINE_DEFAULTS, readTagBits, readTags, writeTagBits } from "../../../rtl/engine/engine-options.ts";
import { keyRows, rowBits } from "../../../rtl/engine/key-query.ts";

describe("the numbers that follow from the engine's options", () => {
  for (const [reads, tags, bits] of [
    [1, 2, 1],
    [2, 3, 2],
    [31, 32, 5],
    [32, 33, 6],
  ]) {
    it(`are ${tags} transactions of the read path in ${bits} bits for ${reads} reads: one for old lines`, () => {
      const options = { ...ENGINE_DEFAULTS, reads };
      expect([readTags(options), readTagBits(options)]).to.deep.equal([tags, bits]);
    });
  }

  for (const [writes, bits] of [
    [1, 1],
    [2, 1],
    [16, 4],
    [17, 5],
  ]) {
    it(`are ${bits} bits of a slot for ${writes} writes`, () => {
      expect(writeTagBits({ ...ENGINE_DEFAULTS, writes })).to.equal(bits);
    });
  }

  for (const [slots, rows, bits] of [
    [1, 2, 1],
    [63, 64, 6],
    [64, 65, 7],
    [1024, 1025, 11],
  ]) {
    it(`are ${rows} rows of round keys in ${bits} bits for ${slots} slots: one for the TME key`, () => {
      expect([keyRows(slots), rowBits(slots)]).to.deep.equal([rows, bits]);
    });
  }
});
