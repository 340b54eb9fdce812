import { expect } from "chai";
import { nearest } from "../../../sim/netlist/nearest.ts";

describe("the nearest names", () => {
  const names = ["Top.up.valid", "Top.up.ready", "Top.down.valid", "Top.count"];

  it("are those with the fewest slips", () => {
    expect(nearest("Top.up.raedy", names)).to.deep.equal(["Top.up.ready"]);
    expect(nearest("Top.up.vald", names)[0]).to.equal("Top.up.valid");
  });

  it("have the same last part where the path is wrong", () => {
    expect(nearest("Top.left.side.valid", names)).to.deep.equal(["Top.up.valid", "Top.down.valid"]);
  });

  it("are none for what is like nothing", () => {
    expect(nearest("Bottom.tweak", names)).to.deep.equal([]);
  });
});
