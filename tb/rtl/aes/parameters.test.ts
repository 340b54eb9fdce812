import { expect } from "chai";
import { type KeyBits, ROUNDS, slotBits } from "../../../rtl/aes/parameters.ts";
import { AesPipeline } from "../../../rtl/aes/pipeline.ts";

const refusal = (keyBits: number, roundsPerStage: number) => () =>
  AesPipeline({ direction: "encrypt", keyBits: keyBits as KeyBits, slots: 1, roundsPerStage });

describe("the parameters of AES", () => {
  it("are the rounds of FIPS 197, figure 4", () => {
    expect(ROUNDS).to.deep.equal({ 128: 10, 256: 14 });
  });

  it("number slots with as few bits as do, and one at least", () => {
    expect([1, 2, 3, 4, 5, 64, 65].map(slotBits)).to.deep.equal([1, 1, 2, 2, 3, 6, 7]);
  });

  it("refuse key lengths that memory encryption does not use", () => {
    expect(refusal(192, 1)).to.throw('OPTION: keyBits is "192"').with.property("fix", "give 128 or 256");
  });

  it("refuse stages of no round, of parts of one, and of more than there are", () => {
    for (const roundsPerStage of [0, -1, 1.5, 11, Number.NaN]) {
      expect(refusal(128, roundsPerStage))
        .to.throw(`OPTION: roundsPerStage is "${roundsPerStage}"`)
        .with.property("fix", "give 1 to 10");
    }
    expect(refusal(256, 15)).to.throw('roundsPerStage is "15"').with.property("fix", "give 1 to 14");
    expect(refusal(256, 14)).not.to.throw();
  });
});
