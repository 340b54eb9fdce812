import { expect } from "chai";
import type { Register, Reset } from "../../../sim/netlist/netlist.ts";
import { Design, type Run, TEN } from "./design.ts";

/** One 4-bit register `r` with inputs `next`, `enable` and `reset`. */
function one(kind?: Reset["kind"], more: Partial<Register> = {}, active: 0 | 1 = 1): Run {
  const d = new Design();
  const reset = { node: d.input("reset"), kind: kind ?? "sync", active };
  const domain = d.clocked("clk", d.clockNode(), { reset: kind && reset });
  d.flop("r", 4, domain, d.input("next", 4), { init: 0b0110n, enable: d.input("enable"), ...more });
  const run = d.run();
  run.engine.clock(domain, TEN);
  return run;
}

describe("Registers", () => {
  describe("at power-up", () => {
    it("hold init where there is no reset", () => {
      expect(one().get("r")).to.equal("0110");
    });
    it("hold x where there is a reset that has not come", () => {
      expect(one("sync").get("r")).to.equal("xxxx");
    });
    it("hold x without init", () => {
      expect(one(undefined, { init: undefined }).get("r")).to.equal("xxxx");
    });
  });

  it("shift by one place an edge, whatever their order in the netlist", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const last = d.flop("last", 1, domain, undefined);
    const middle = d.flop("middle", 1, domain, undefined);
    const first = d.flop("first", 1, domain, d.input("in"));
    Object.assign(d.registers[0], { next: middle });
    Object.assign(d.registers[1], { next: first });
    const run = d.run();
    run.engine.clock(domain, TEN);
    run.set({ in: "1" }).to(10).set({ in: "0" });
    const seen = [10, 20, 30, 40].map((time) => {
      run.to(time);
      return ["first", "middle", "last"].map((name) => run.get(name)).join("");
    });
    expect(seen).to.deep.equal(["100", "010", "001", "000"]);
    expect([first, middle, last]).to.deep.equal([4, 2, 1]);
  });

  describe("by enable", () => {
    const rows = [
      ["1", "x01z", "x01z"],
      ["0", "x01z", "0110"],
      ["x", "001z", "0x1x"],
      ["z", "0110", "0110"],
    ];
    for (const [enable, next, expected] of rows) {
      it(`${enable} and next ${next}, 0110 becomes ${expected}`, () => {
        expect(one().set({ enable, next }).to(10).get("r")).to.equal(expected);
      });
    }
  });

  it("keep what an unknown enable merged when it is unknown again", () => {
    const run = one().set({ enable: "x", next: "0011" }).to(10);
    expect(run.get("r")).to.equal("0x1x");
    expect(run.to(40).get("r")).to.equal("0x1x");
    expect(run.set({ enable: "1" }).to(50).get("r")).to.equal("0011");
  });

  describe("with a synchronous reset", () => {
    it("take init at the edge, whatever the enable", () => {
      const run = one("sync").set({ reset: "1", enable: "0", next: "1111" });
      expect(run.get("r")).to.equal("xxxx");
      expect(run.to(10).get("r")).to.equal("0110");
    });
    it("merge init with what they would have taken where the reset is unknown", () => {
      const run = one("sync").set({ reset: "1", enable: "1", next: "0011" }).to(10);
      expect(run.set({ reset: "x" }).to(20).get("r")).to.equal("0x1x");
    });
    it("run on where it is released, also if nothing else moved", () => {
      const run = one("sync").set({ reset: "1", enable: "1", next: "1001" }).to(10);
      expect(run.set({ reset: "0" }).to(20).get("r")).to.equal("1001");
    });
    it("obey an active-low reset", () => {
      const run = one("sync", {}, 0).set({ reset: "0", enable: "1", next: "1111" }).to(10);
      expect(run.get("r")).to.equal("0110");
      expect(run.set({ reset: "1" }).to(20).get("r")).to.equal("1111");
    });
    it("ignore it without init", () => {
      const run = one("sync", { init: undefined }).set({ reset: "1", enable: "1", next: "1100" });
      expect(run.to(10).get("r")).to.equal("1100");
    });
  });

  describe("with an asynchronous reset", () => {
    it("take init at once, without an edge", () => {
      const run = one("async").set({ reset: "0", enable: "1", next: "1111" }).to(10);
      expect(run.get("r")).to.equal("1111");
      expect(run.set({ reset: "1" }).get("r")).to.equal("0110");
      expect(run.engine.time).to.equal(10);
    });
    it("hold init at edges while it is active", () => {
      const run = one("async").set({ reset: "1", enable: "1", next: "1111" }).to(30);
      expect(run.get("r")).to.equal("0110");
      expect(run.set({ reset: "0" }).get("r")).to.equal("0110");
      expect(run.to(40).get("r")).to.equal("1111");
    });
    it("merge init with what they hold where it becomes unknown", () => {
      const run = one("async").set({ reset: "0", enable: "1", next: "0011" }).to(10);
      expect(run.set({ reset: "x" }).get("r")).to.equal("0x1x");
    });
    it("from a register act a delta after the edge that raised it", () => {
      const d = new Design();
      const root = d.clocked("root", d.clockNode());
      const raised = d.flop("raised", 1, root, d.input("raise"));
      const domain = d.clocked("clk", d.domains[root].clock, {
        reset: { node: raised, kind: "async", active: 1 },
      });
      d.flop("r", 4, domain, d.bits("1111"), { init: 0n });
      const run = d.run();
      run.engine.clock(root, TEN);
      expect(run.set({ raise: "0" }).to(10).get("r")).to.equal("1111");
      expect(run.set({ raise: "1" }).to(20).get("r")).to.equal("0000");
    });
  });

  it("see what a bench drives after an edge at the next edge", () => {
    const run = one().set({ enable: "1", next: "0001" }).to(10).set({ next: "0010" });
    expect(run.get("r")).to.equal("0001");
    expect(run.to(20).get("r")).to.equal("0010");
  });
});
