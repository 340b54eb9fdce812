import { expect } from "chai";
import { floating } from "../../../sim/netlist/floating.ts";
import { Sketch } from "../../reference/sketch.ts";

describe("floating", () => {
  it("follows z from inputs and constants through what moves bits, and stops at operators", () => {
    const b = new Sketch();
    const a = b.input("a", 4);
    const slice = b.op("slice", 2, [a], { low: 0 });
    const inverted = b.op("not", 2, [slice]);
    const joined = b.op("cat", 4, [inverted, inverted]);
    const z = b.constant(1n, 4, 1n);
    const x = b.constant(0n, 4, 1n);
    const shifted = b.op("shl", 4, [joined, a]);
    const floats = floating(b.finish());
    expect([a, slice, z].map((node) => floats[node])).to.deep.equal([1, 1, 1]);
    expect([inverted, joined, x, shifted].map((node) => floats[node])).to.deep.equal([0, 0, 0, 0]);
  });

  it("follows z through a chain of registers, not through a select", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const [p, q, r] = [b.reg("p"), b.reg("q"), b.reg("r")];
    const a = b.input("a");
    b.takes(r, domain, b.op("mux", 1, [q, b.constant(1n, 1), b.constant(0n, 1)]));
    b.takes(q, domain, p);
    b.takes(p, domain, a);
    const floats = floating(b.finish());
    expect([p, q, r].map((node) => floats[node])).to.deep.equal([1, 1, 0]);
  });
});
