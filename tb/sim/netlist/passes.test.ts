import { expect } from "chai";
import { optimise, PASS_NAMES } from "../../../sim/netlist/passes.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { count, Sketch } from "../../reference/sketch.ts";

describe("pass pipeline", () => {
  it("runs in a fixed order", () => {
    expect(PASS_NAMES).to.deep.equal(["split", "unwire", "fold", "cse", "enable", "dead"]);
  });

  it("moves no bit with all passes", () => expectNothingMoves((netlist) => optimise(netlist), 200));

  for (const name of PASS_NAMES) {
    it(`moves no bit without ${name}`, () =>
      expectNothingMoves((netlist) => optimise(netlist, { skip: [name] }), 60));
  }

  it("skips the passes that are named", () => {
    const b = new Sketch();
    const a = b.input("a");
    b.drive(b.wire("w"), a);
    const netlist = b.finish();
    expect(optimise(netlist, { skip: PASS_NAMES })).to.equal(netlist);
    expect(count(optimise(netlist), "wire")).to.equal(0);
    expect(count(optimise(netlist, { skip: ["unwire"] }), "wire")).to.equal(1);
  });
});
