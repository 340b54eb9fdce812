import { expect } from "chai";
import { check } from "../../../sim/netlist/check.ts";
import { caught, Sketch } from "../../reference/sketch.ts";

describe("check of a design", () => {
  it("accepts one that is whole", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const q = b.reg("q");
    b.takes(q, domain, b.op("not", 1, [q]));
    expect(caught(() => check(b.finish()))).to.equal(undefined);
  });

  it("finds each kind of fault, drivers first", () => {
    const b = new Sketch();
    const [fast, slow] = [b.clocked("fast"), b.clocked("slow")];
    const [p, q, r] = [b.reg("p"), b.reg("q"), b.reg("r")];
    const [undriven, loop] = [b.wire("undriven"), b.wire("loop")];
    b.takes(p, fast, undriven);
    b.takes(q, slow, p);
    b.takes(r, slow, b.domains[slow].clock);
    b.drive(loop, b.op("not", 1, [loop]));
    const found = () => caught(() => check(b.finish()))?.split(":")[0];
    expect(found()).to.equal("UNDRIVEN");
    b.drive(undriven, b.input("a"));
    expect(found()).to.equal("LOOP");
    b.drive(loop, p);
    expect(found()).to.equal("CLOCK");
    b.registers[2].next = r;
    expect(found()).to.equal("CROSSING");
    b.registers[1].next = q;
    expect(found()).to.equal(undefined);
  });
});
