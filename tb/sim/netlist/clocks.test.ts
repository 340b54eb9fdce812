import { expect } from "chai";
import { checkClocks } from "../../../sim/netlist/clocks.ts";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { caught, Sketch } from "../../reference/sketch.ts";

/** A domain on what the recipe makes. */
function clockedBy(recipe: (b: Sketch) => NodeId) {
  const b = new Sketch();
  const clock = recipe(b);
  b.domain({ name: "main", clock, edge: "rise", reset: undefined, family: 0, place: b.here() });
  return caught(() => checkClocks(b.finish()));
}

describe("clocks of domains", () => {
  it("are clocks, gates and dividers of them, or nets of the design", () => {
    const clock = (b: Sketch) => b.op("clock", 1, []);
    expect(clockedBy(clock)).to.equal(undefined);
    expect(clockedBy((b) => b.op("gate", 1, [clock(b), b.input("e")]))).to.equal(undefined);
    expect(clockedBy((b) => b.op("divide", 1, [clock(b)], { by: 2 }))).to.equal(undefined);
    expect(clockedBy((b) => b.op("not", 1, [clock(b)]))).to.equal(undefined);
  });

  it("are not inputs, which benches drive between edges", () => {
    expect(clockedBy((b) => b.op("gate", 1, [b.input("tick"), b.input("e")]))).to.equal(
      [
        'CLOCK: domain "main" has no clock: it is clocked by input top.tick',
        "  domain: top.ts:4",
        "  input: top.ts:1",
        "  fix: clock it by a clock of the top, a gate or a divider of one, or a register",
      ].join("\n"),
    );
  });

  it("are not constants, which never tick", () => {
    expect(clockedBy((b) => b.constant(1n, 1))).to.contain("it is clocked by a constant");
  });
});

describe("clocks as data", () => {
  it("are an error at a register, through logic too", () => {
    const b = new Sketch();
    const domain = b.clocked("main"); // top.ts:1
    const q = b.reg("q"); // top.ts:2
    b.takes(q, domain, b.op("not", 1, [b.op("and", 1, [b.domains[domain].clock, b.input("a")])]));
    expect(caught(() => checkClocks(b.finish()))).to.equal(
      [
        "CLOCK: register top.q reads clock top.main_clock as data",
        "  read here: top.ts:2",
        "  clock: top.ts:1",
        "  fix: use the clock in a domain, a gate or a divider only; to see its edges as data, toggle a register",
      ].join("\n"),
    );
  });

  it("are an error at the enable of a gate", () => {
    const b = new Sketch();
    const clock = b.op("clock", 1, []);
    b.op("gate", 1, [clock, b.op("redor", 1, [clock])]);
    expect(caught(() => checkClocks(b.finish()))).to.contain(
      "the enable of a clock gate reads an unnamed clock as data",
    );
  });

  it("are none where logic makes a clock of a domain, nor at a name", () => {
    const b = new Sketch();
    const clock = b.op("clock", 1, []);
    const either = b.named("either", b.op("and", 1, [clock, b.input("a")]));
    b.domain({ name: "main", clock: either, edge: "rise", reset: undefined, family: 0, place: 0 });
    expect(caught(() => checkClocks(b.finish()))).to.equal(undefined);
  });
});
