import { expect } from "chai";
import { EngineCore } from "../../../rtl/engine/engine-core.ts";
import {
  checkEngine,
  ENGINE_DEFAULTS,
  type EngineOptions,
  readTagBits,
  readTags,
  writeTagBits,
} from "../../../rtl/engine/engine-options.ts";
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

describe("an engine that cannot be built", () => {
  const refusal = (wrong: object): string => {
    try {
      EngineCore({ ...ENGINE_DEFAULTS, ...wrong } as EngineOptions);
    } catch (error) {
      return String(error);
    }
    return "accepted";
  };

  for (const [name, values, accepted] of [
    ["keyBits", [192, 0], "128 or 256"],
    ["lanes", [0, 3, 8], "1, 2 or 4"],
    ["roundsPerStage", [0, 1.5, 11], "1 to 10"],
    ["roundKeys", ["none"], "stored or on-the-fly"],
    ["slots", [0, 2.5, 1025], "1 to 1024"],
    ["unprogrammed", ["zero"], "tme or error"],
    ["physicalBits", [15, 53], "16 to 52"],
    ["reads", [0, 65], "1 to 64"],
    ["writes", [0, 65], "1 to 64"],
  ] as const) {
    it(`is refused with ${name}, its value, and what is accepted`, () => {
      for (const value of values) {
        const text = refusal({ [name]: value });
        expect(text).to.match(new RegExp(`^DesignError: OPTION: ${name} is "${value}"`));
        expect(text).to.match(new RegExp(`fix: give ${accepted}$`));
      }
    });
  }

  it("is none at the ends of the ranges", () => {
    const least = {
      keyBits: 256,
      lanes: 1,
      roundsPerStage: 14,
      roundKeys: "stored",
      slots: 1,
      physicalBits: 16,
      reads: 1,
      writes: 1,
    };
    const most = {
      keyBits: 128,
      lanes: 4,
      roundsPerStage: 10,
      roundKeys: "on-the-fly",
      slots: 1024,
      physicalBits: 52,
      reads: 64,
      writes: 64,
    };
    for (const options of [least, most]) checkEngine({ ...options } as EngineOptions);
  });
});
