import { expect } from "chai";
import { LINE_BITS, LINE_BLOCKS, LINE_BYTES, withDefaults } from "../../../rtl/xts/geometry.ts";
import { LineCipher } from "../../../rtl/xts/line-cipher.ts";

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
  it("are four lanes, four slots, a round a stage, stored round keys and tags of 8 bits, unless given", () => {
    expect(withDefaults({ direction: "encrypt", keyBits: 128 })).to.deep.equal({
      direction: "encrypt",
      keyBits: 128,
      lanes: 4,
      slots: 4,
      roundsPerStage: 1,
      roundKeys: "stored",
      tagBits: 8,
    });
    const chosen = {
      direction: "decrypt",
      keyBits: 256,
      lanes: 1,
      slots: 64,
      roundsPerStage: 2,
      roundKeys: "on-the-fly",
      tagBits: 12,
    } as const;
    expect(withDefaults(chosen)).to.deep.equal(chosen);
  });

  const refused = (option: string, value: number | string) => () =>
    withDefaults({ direction: "encrypt", keyBits: 128, [option]: value });

  for (const [option, values, fix] of [
    ["keyBits", [192, 512], "give 128 or 256"],
    ["lanes", [0, 3, 8], "give 1, 2 or 4"],
    ["slots", [0, 2.5], "give 1 or more"],
    ["tagBits", [0, -1], "give 1 or more"],
    ["roundsPerStage", [0, 11], "give 1 to 10"],
    ["roundKeys", ["none"], "give stored or on-the-fly"],
  ] as const) {
    it(`refuse ${option} = ${values.join(" and ")}`, () => {
      for (const value of values) {
        expect(refused(option, value)).to.throw(`OPTION: ${option} is "${value}"`).with.property("fix", fix);
      }
    });
  }

  it("are checked where the cipher is made", () => {
    expect(() => LineCipher({ direction: "decrypt", keyBits: 128, roundsPerStage: 0 })).to.throw(
      'OPTION: roundsPerStage is "0"',
    );
  });
});
