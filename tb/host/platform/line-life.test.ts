import { expect } from "chai";
import { LineLife, STAGES } from "../../../host/platform/line-life.ts";

describe("a line's life", () => {
  it("spends each moment in one stage, so that the stages add up to the whole", () => {
    const life = new LineLife("read", 1000);
    life.enter("hazard and drain", 2250);
    life.enter("address split", 2250);
    life.enter("memory queue", 4750);
    life.leave(10_000);
    expect(life.spent).to.deep.equal(Float64Array.of(1250, 0, 2500, 0, 5250, 0, 0, 0, 0, 0, 0, 0));
    expect(life.total).to.equal(9000);
  });

  it("may skip stages, and goes back to none", () => {
    const life = new LineLife("write", 0);
    life.enter("reorder", 10);
    life.enter("encryption", 20);
    life.enter("reorder", 30);
    expect(life.stage).to.equal("reorder");
    expect([life.reached("encryption"), life.reached("response")]).to.deep.equal([true, false]);
    life.leave(40);
    expect(life.spent[STAGES.write.indexOf("reorder")]).to.equal(30);
  });
});
