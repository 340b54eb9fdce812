import { expect } from "chai";
import { optimise, PASS_NAMES } from "../../../sim/netlist/passes.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";

describe("pass pipeline", () => {
  it("runs in a fixed order", () => {
    expect(PASS_NAMES).to.deep.equal(["split", "unwire", "fold", "cse", "enable", "dead"]);
  });

  it("moves no bit with all passes", () => expectNothingMoves((netlist) => optimise(netlist), 300));

  for (const name of PASS_NAMES) {
    it(`moves no bit with ${name} alone`, () =>
      expectNothingMoves((netlist) =>
        optimise(netlist, { skip: PASS_NAMES.filter((each) => each !== name) }),
      ));
    it(`moves no bit without ${name}`, () =>
      expectNothingMoves((netlist) => optimise(netlist, { skip: [name] })));
  }
});
