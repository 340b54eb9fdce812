import { expect } from "chai";
import { checkDriven } from "../../../sim/netlist/undriven.ts";
import { caught, Sketch } from "../../reference/sketch.ts";

describe("nets without a driver", () => {
  it("are an error that names where they are declared and read", () => {
    const b = new Sketch();
    const w = b.wire("w", 8);
    b.op("not", 8, [w]);
    expect(caught(() => checkDriven(b.finish()))).to.equal(
      [
        "UNDRIVEN: nothing drives top.w, 8 bits wide",
        "  declared here: top.ts:1",
        "  read here: top.ts:2",
        "  fix: drive it in the module that declares it, or remove it",
      ].join("\n"),
    );
  });

  it("are found where only a register reads them, or nothing does", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const w = b.wire("w");
    b.takes(b.reg("q"), domain, w);
    expect(caught(() => checkDriven(b.finish())))
      .to.contain("top.w, 1 bit wide")
      .and.contain("read here: top.ts:3");
    const alone = new Sketch();
    alone.wire("w");
    expect(caught(() => checkDriven(alone.finish())))
      .to.contain("nothing drives top.w")
      .and.not.contain("read here");
  });

  it("are none where each wire has one", () => {
    const b = new Sketch();
    b.drive(b.wire("w"), b.input("a"));
    expect(caught(() => checkDriven(b.finish()))).to.equal(undefined);
  });
});
