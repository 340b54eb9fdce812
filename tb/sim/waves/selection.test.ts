import { expect } from "chai";
import { DesignError } from "../../../sim/netlist/error.ts";
import { selectSignals } from "../../../sim/waves/selection.ts";
import { WaveSketch } from "./sketch.ts";

describe("selection", () => {
  const sketch = new WaveSketch();
  const core = sketch.scope("core", "module");
  sketch.signal("clk", 1);
  sketch.signal("valid", 1, { scope: core });
  sketch.signal("data", 8, { scope: core });
  const netlist = sketch.finish();

  it("is everything unless something is said", () => {
    expect(selectSignals(netlist, {})).to.deep.equal([0, 1, 2]);
  });

  it("is what an include pattern matches and no exclude pattern does, in the order of the netlist", () => {
    expect(selectSignals(netlist, { include: ["top.core", "top.clk"], exclude: ["**.data"] })).to.deep.equal([
      0, 1,
    ]);
  });

  it("does not mind an exclude pattern that matches nothing", () => {
    expect(selectSignals(netlist, { exclude: ["**.debug"] })).to.deep.equal([0, 1, 2]);
  });

  it("refuses an include pattern that matches nothing", () => {
    expect(() => selectSignals(netlist, { include: ["top.clk", "top.cora.**"] })).to.throw(
      DesignError,
      'WAVE: the pattern "top.cora.**" selects none of the 3 signals of top\n' +
        "  fix: give a path below top, with * for a part of a name and ** for any number of names",
    );
  });
});
