import { expect } from "chai";
import { Design, type Run, TEN } from "../event/design.ts";

function checked(kind: "assert" | "cover"): Run {
  const d = new Design();
  const reset = { node: d.input("reset"), kind: "sync", active: 1 } as const;
  const domain = d.clocked("clk", d.clockNode(), { reset });
  d.line = 12;
  const condition = d.input("ok");
  d.check({ kind, message: "must be ok", condition, domain, scope: 0, shown: [], place: d.here() });
  const run = d.run();
  run.engine.clock(domain, TEN);
  return run;
}

/** Times at which the assertion fails while `ok` takes a value before each edge. */
function failures(run: Run, levels: string): number[] {
  const times: number[] = [];
  run.engine.hooks = { failed: () => times.push(run.engine.time) };
  [...levels].forEach((ok, i) => {
    run.set({ ok }).to(10 * i + 10);
  });
  return times;
}

describe("Checks", () => {
  it("report an assertion at each edge at which its condition is 0, x or z", () => {
    expect(failures(checked("assert").set({ reset: "0" }), "10x1z")).to.deep.equal([20, 30, 50]);
  });

  for (const reset of ["1", "x", "z"]) {
    it(`are silent while the reset is ${reset}`, () => {
      expect(failures(checked("assert").set({ reset }), "000")).to.deep.equal([]);
      const run = checked("cover").set({ reset, ok: "1" }).to(30);
      expect([...run.engine.covered]).to.deep.equal([0]);
    });
  }

  it("count the edges at which a cover's condition is 1", () => {
    const run = checked("cover").set({ reset: "0" });
    expect(failures(run, "1101x1")).to.deep.equal([]);
    expect([...run.engine.covered]).to.deep.equal([4]);
  });

  it("read the state before the commit", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const r = d.flop("r", 1, domain, d.bits("0"), { init: 1n });
    d.check({ kind: "assert", message: "r", condition: r, domain, scope: 0, shown: [], place: 0 });
    const run = d.run();
    run.engine.clock(domain, TEN);
    const seen: [number, string][] = [];
    run.engine.hooks = { failed: () => seen.push([run.engine.time, run.get("r")]) };
    run.to(20);
    expect(seen).to.deep.equal([[20, "0"]]);
  });

  it("stop the run where nobody listens", () => {
    const run = checked("assert").set({ reset: "0", ok: "0" });
    expect(() => run.to(10)).to.throw(
      "ASSERT: top: must be ok\n  asserted: design.ts:12\n  fix: mend the design, or the assertion",
    );
  });
});
