import { expect } from "chai";
import { caseOf } from "./case.ts";
import { shrink } from "./shrink.ts";
import { asFile } from "./source.ts";

/** Finds fault with modules in whose source the pattern stands. */
const faultOf = (pattern: RegExp) => async (smaller: Parameters<typeof asFile>[0]) => ({
  majority: [],
  dissents: pattern.test(asFile(smaller))
    ? [{ voter: "event" as const, difference: undefined, refusal: "" }]
    : [],
});

describe("shrink", () => {
  it("leaves of a module what the voters part on, and little else", async () => {
    const options = { seed: 4, kind: "combinational", vectors: 2 } as const;
    const numbers = Array.from({ length: 60 }, (_, number) => number);
    const found = numbers
      .map((number) => caseOf(options, number))
      .find(({ rig }) => {
        const text = asFile(rig.source);
        return /\.slt\(/.test(text) && text.length > 1500;
      })!;
    const judge = faultOf(/\.slt\(/);
    const shrunk = await shrink(found, 2, ({ rig }) => judge(rig.source));
    const text = asFile(shrunk!.case.rig.source);
    expect(text).to.match(/\.slt\(/);
    expect(text.split("\n").length).to.be.below(25);
    expect(shrunk!.vote.dissents).to.have.length(1);
  });

  it("has nothing to give where the fault does not come again", async () => {
    const found = caseOf({ seed: 4, kind: "combinational", vectors: 2 }, 0);
    expect(await shrink(found, 2, async () => ({ majority: [], dissents: [] }))).to.equal(undefined);
  });
});
