import { expect } from "chai";
import { emitShape } from "../../../sim/event/emit.ts";
import { groupNodes } from "../../../sim/event/groups.ts";
import { layOut } from "../../../sim/event/layout.ts";
import { type Shape, shapeOf } from "../../../sim/event/shape.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import { observedNodes } from "../../../sim/netlist/observed.ts";
import { Design } from "./design.ts";

function firstShape(netlist: Netlist): Shape {
  const groups = groupNodes(netlist, observedNodes(netlist));
  return shapeOf(netlist, groups, layOut(netlist, groups), 0);
}

describe("emitShape", () => {
  const doubled = () => {
    const d = new Design();
    const a = d.input("a", 32);
    const top = d.op("slice", 4, [a], { low: 7 }, 4);
    const reduced = d.op("mux", 32, [top, d.constant(0x1b1b1b1bn, 32), d.constant(0n, 32)], undefined, 4);
    d.named(
      "y",
      d.op("xor", 32, [d.op("shl", 32, [a, d.constant(1n, 1)], undefined, 4), reduced], undefined, 4),
    );
    return d.finish();
  };

  it("computes four doublings in GF(2^8) in one word, and publishes what changed", () => {
    const netlist = doubled();
    expect(emitShape(netlist, firstShape(netlist), false)).to.equal(
      [
        "const p0 = o[0];",
        "if ((x[p0]) !== 0) return false;",
        "const v0_0 = v[p0];",
        "const t0 = ((v0_0 << 1) & -16843010);",
        "const t1 = ((v0_0 >>> 7) & 16843009);",
        "const t2 = (((t1 << 8) - t1) | 0);",
        "const t3 = (454761243 & t2);",
        "const t4 = (t0 ^ t3);",
        "const p1 = o[1];",
        "const t5 = x[p1];",
        "if (((v[p1] ^ t4) | t5) !== 0) {",
        "v[p1] = t4;",
        "if (t5 !== 0) { x[p1] = 0; u[p1] = 0; }",
        "const p2 = o[2];",
        "wake(p2);",
        "}",
        "return true;",
      ].join("\n"),
    );
  });

  it("computes the unknown plane beside where operands may be unknown", () => {
    const netlist = doubled();
    const code = emitShape(netlist, firstShape(netlist), true);
    expect(code).to.include("const u0_0 = u[p0];");
    expect(code).to.include("x[p1] = ");
    expect(code).not.to.include("return false");
  });

  it("writes nothing that no result asks for", () => {
    const d = new Design();
    const a = d.input("a", 8);
    d.named("y", d.op("and", 8, [d.op("mul", 8, [a, a]), d.constant(0n, 8)]));
    const netlist = d.finish();
    expect(emitShape(netlist, firstShape(netlist), false)).to.include("v[p1] = 0;");
  });
});
