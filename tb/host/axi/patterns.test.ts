import { expect } from "chai";
import { afterReset } from "../../../host/axi/patterns.ts";
import { every, Random } from "../../../sim/bench/index.ts";

describe("the pattern of a source", () => {
  it("offers nothing at the first edge after reset, then what it was given", () => {
    const goes = afterReset(every(2))(new Random(1));
    expect([goes(), goes(), goes(), goes()]).to.deep.equal([false, true, false, true]);
    const always = afterReset()(new Random(1));
    expect([always(), always(), always()]).to.deep.equal([false, true, true]);
  });
});
