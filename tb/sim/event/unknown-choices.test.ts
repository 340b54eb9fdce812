import { expect } from "chai";
import { Design, type Run, TEN } from "./design.ts";

const FIX = '\n  fix: reset or drive what decides before it is used, or run with the policy "merge"';

/** A mux `y` (line 3), a register `r` with enable (line 5) and a memory (line 7), trapped. */
function trapped(patience = 24): Run {
  const d = new Design();
  const reset = { node: d.input("reset"), kind: "sync", active: 1 } as const;
  const domain = d.clocked("clk", d.clockNode(), { reset });
  d.line = 3;
  d.named("y", d.op("mux", 4, [d.input("select"), d.input("a", 4), d.input("b", 4)]));
  d.line = 5;
  d.flop("r", 4, domain, d.bits("1010"), { enable: d.input("enable") });
  d.line = 7;
  const m = d.memory({ name: "m", width: 4, depth: 2, init: [], scope: 0, secret: false, place: 0 });
  const [address, data] = [d.bits("0"), d.bits("0001")];
  const port = { domain, address, data, enable: d.input("write"), mask: undefined, place: d.here() };
  d.memories[m].writes.push(port);
  const run = d.run({ policy: "trap", patience });
  run.engine.clock(domain, TEN);
  return run;
}

const quiet = { reset: "0", select: "0", enable: "0", write: "0", a: "xxxx", b: "0000" };

describe("UnknownChoices", () => {
  it("let a run pass in which nothing unknown decides", () => {
    const run = trapped().set(quiet).to(20);
    expect(run.get("y")).to.equal("0000");
  });

  for (const patience of [0, 1000]) {
    it(`stop at a mux whose select is unknown when all has settled (patience ${patience})`, () => {
      const run = trapped(patience).set(quiet);
      expect(() => run.set({ select: "x" })).to.throw(
        `XTRAP: the select of top.y is unknown\n  chosen: design.ts:3${FIX}`,
      );
      expect(run.set({ select: "1" }).get("y")).to.equal("xxxx");
    });
  }

  it("do not mind unknown selects while a reset is active", () => {
    const run = trapped()
      .set({ ...quiet, reset: "1", select: "x" })
      .to(20);
    expect(() => run.set({ reset: "0" })).to.throw("XTRAP: the select of top.y is unknown");
  });

  it("stop at a register whose enable is unknown at an edge", () => {
    const run = trapped().set({ ...quiet, enable: "z" });
    expect(() => run.to(10)).to.throw(
      `XTRAP: the enable of register top.r is unknown at an edge\n  chosen: design.ts:5${FIX}`,
    );
  });

  it("do not mind an unknown enable under reset", () => {
    expect(
      trapped()
        .set({ ...quiet, reset: "1", enable: "x" })
        .to(10)
        .get("r"),
    ).to.equal("0000");
  });

  it("stop at a register whose reset is unknown at an edge", () => {
    const run = trapped().set({ ...quiet, reset: "x" });
    expect(() => run.to(10)).to.throw(
      `XTRAP: the reset of register top.r is unknown\n  chosen: design.ts:5${FIX}`,
    );
  });

  it("stop at a write whose enable is unknown at an edge", () => {
    const run = trapped().set({ ...quiet, write: "x" });
    expect(() => run.to(10)).to.throw(
      `XTRAP: the write enable of memory m is unknown at an edge\n  chosen: design.ts:7${FIX}`,
    );
  });

  it("do not mind an unknown write enable under reset", () => {
    expect(() =>
      trapped()
        .set({ ...quiet, reset: "1", write: "x" })
        .to(10),
    ).not.to.throw();
  });
});
