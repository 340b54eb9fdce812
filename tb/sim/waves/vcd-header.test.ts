import { expect } from "chai";
import { trackSignals } from "../../../sim/waves/variable.ts";
import { vcdHeader } from "../../../sim/waves/vcd-header.ts";
import { WaveSketch } from "./sketch.ts";

/** The header of all signals of a sketch, a line each. */
function header(sketch: WaveSketch, comment = ""): string[] {
  const netlist = sketch.finish();
  const { variables } = trackSignals(netlist, [...netlist.signals.keys()], false);
  return vcdHeader(netlist, variables, comment).split("\n");
}

describe("VCD header", () => {
  it("declares a scope's own signals first, then the scopes in it, in the order of the design", () => {
    const sketch = new WaveSketch();
    const a = sketch.scope("a", "module");
    const b = sketch.scope("b", "bundle");
    const c = sketch.scope("c", "stage", a);
    sketch.signal("in_c", 1, { scope: c });
    sketch.signal("in_b", 1, { scope: b });
    sketch.signal("in_a", 1, { scope: a, kind: "register" });
    sketch.signal("in_top", 2);
    expect(header(sketch).slice(2)).to.deep.equal([
      "$scope module top $end",
      "$var wire 2 $ in_top [1:0] $end",
      "$scope module a $end",
      "$var reg 1 # in_a $end",
      "$scope begin c $end",
      "$var wire 1 ! in_c $end",
      "$upscope $end",
      "$upscope $end",
      "$scope struct b $end",
      '$var wire 1 " in_b $end',
      "$upscope $end",
      "$upscope $end",
      "$enddefinitions $end",
      "",
    ]);
  });

  it("keeps a comment inside its command", () => {
    expect(header(new WaveSketch(), "two\nlines $end of it")[2]).to.equal(
      "$comment two lines end of it $end",
    );
  });

  it("stands any depth of scopes", () => {
    const sketch = new WaveSketch();
    let scope = 0;
    for (let depth = 1; depth <= 20_000; depth++) scope = sketch.scope("s", "module", scope);
    sketch.signal("deep", 1, { scope });
    const lines = header(sketch);
    expect(lines.filter((line) => line.startsWith("$scope"))).to.have.lengthOf(20_001);
    expect(lines.filter((line) => line === "$upscope $end")).to.have.lengthOf(20_001);
  });
});
