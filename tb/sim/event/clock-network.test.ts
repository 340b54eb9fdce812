import { expect } from "chai";
import { Design, type Run, TEN } from "./design.ts";

/** Active edges of a domain by the time of each. */
function edgeTimes(run: Run, domain: number, end: number): number[] {
  const times: number[] = [];
  run.engine.hooks = {
    sample: (domains) => {
      if (domains.includes(domain)) times.push(run.engine.time);
    },
  };
  run.to(end);
  return times;
}

describe("ClockNetwork", () => {
  it("counts the edges that each domain declares", () => {
    const d = new Design();
    const clock = d.clockNode();
    d.clocked("up", clock);
    d.clocked("down", clock, { edge: "fall" });
    const run = d.run();
    run.engine.clock(0, TEN);
    run.to(34);
    expect([run.engine.edges(0), run.engine.edges(1)]).to.deep.equal([3, 2]);
    run.to(35);
    expect([run.engine.edges(0), run.engine.edges(1)]).to.deep.equal([3, 3]);
  });

  describe("gate", () => {
    const gated = () => {
      const d = new Design();
      const clock = d.clockNode();
      d.clocked("root", clock);
      const gate = d.named("gate", d.op("gate", 1, [clock, d.input("enable")]));
      d.clocked("gated", gate);
      const run = d.run();
      run.engine.clock(0, TEN);
      return run;
    };

    it("passes the pulses before which its enable was 1", () => {
      const run = gated().set({ enable: "0" }).to(12);
      expect(run.engine.edges(1)).to.equal(0);
      run.to(17).set({ enable: "1" });
      expect(edgeTimes(run, 1, 45)).to.deep.equal([20, 30, 40]);
    });

    it("cuts no pulse, and starts none, while the clock is high", () => {
      const run = gated().set({ enable: "1" }).to(11);
      expect(run.get("gate")).to.equal("1");
      run.set({ enable: "0" });
      expect(run.get("gate")).to.equal("1");
      run.to(21);
      expect(run.get("gate")).to.equal("0");
      run.set({ enable: "1" });
      expect(run.get("gate")).to.equal("0");
      run.to(30);
      expect(run.get("gate")).to.equal("1");
    });

    it("makes a pulse of x, which is no edge, of an unknown enable", () => {
      const run = gated().set({ enable: "x" }).to(10);
      expect(run.get("gate")).to.equal("x");
      run.to(15);
      expect(run.get("gate")).to.equal("0");
      expect(run.engine.edges(1)).to.equal(0);
    });

    it("is simultaneous with its root: the two domains exchange values", () => {
      const d = new Design();
      const clock = d.clockNode();
      const root = d.clocked("root", clock);
      const gated = d.clocked("gated", d.op("gate", 1, [clock, d.constant(1n, 1)]));
      const a = d.flop("a", 1, root, undefined, { init: 1n });
      const b = d.flop("b", 1, gated, a, { init: 0n });
      Object.assign(d.registers[0], { next: b });
      const run = d.run();
      run.engine.clock(root, TEN);
      expect([run.get("a"), run.get("b")]).to.deep.equal(["1", "0"]);
      run.to(10);
      expect([run.get("a"), run.get("b")]).to.deep.equal(["0", "1"]);
    });
  });

  describe("divide", () => {
    const divided = (by: number) => {
      const d = new Design();
      const clock = d.clockNode();
      d.clocked("root", clock);
      const divide = d.named("half", d.op("divide", 1, [clock], { by }));
      d.clocked("up", divide);
      d.clocked("down", divide, { edge: "fall" });
      const run = d.run();
      run.engine.clock(0, TEN);
      return run;
    };
    const rows: [number, number[], number[]][] = [
      [1, [10, 20, 30, 40, 50, 60, 70], [15, 25, 35, 45, 55, 65, 75]],
      [2, [10, 30, 50, 70], [20, 40, 60]],
      [3, [10, 40, 70], [20, 50]],
      [4, [10, 50], [30, 70]],
      [5, [10, 60], [30]],
    ];
    for (const [by, rises, falls] of rows) {
      it(`by ${by} rises with the first edge and every ${by} after, and falls after ${by >> 1 || "half a"}`, () => {
        expect(edgeTimes(divided(by), 1, 75)).to.deep.equal(rises);
        expect(edgeTimes(divided(by), 2, 75)).to.deep.equal(falls);
      });
    }
  });

  describe("a register as a clock", () => {
    it("settles a delta later: its domain sees what the root's edge has committed", () => {
      const d = new Design();
      const root = d.clocked("root", d.clockNode());
      const half = d.flop("half", 1, root, undefined);
      Object.assign(d.registers[0], { next: d.op("not", 1, [half]) });
      const a = d.flop("a", 4, root, undefined);
      Object.assign(d.registers[1], { next: d.op("add", 4, [a, d.constant(1n, 4)]) });
      const derived = d.clocked("derived", half);
      d.flop("same", 4, root, a);
      d.flop("later", 4, derived, a);
      const run = d.run();
      run.engine.clock(root, TEN);
      const seen = [10, 20, 30].map((time) => {
        run.to(time);
        return [run.get("half"), run.get("a"), run.get("same"), run.get("later")];
      });
      expect(seen).to.deep.equal([
        ["1", "0001", "0000", "0001"],
        ["0", "0010", "0001", "0001"],
        ["1", "0011", "0010", "0011"],
      ]);
    });

    it("makes no edge of a change from x", () => {
      const d = new Design();
      const root = d.clocked("root", d.clockNode());
      const x = d.flop("x", 1, root, d.input("next"), { init: undefined });
      const derived = d.clocked("derived", x);
      const run = d.run();
      run.engine.clock(root, TEN);
      run.set({ next: "1" }).to(10);
      expect([run.get("x"), run.engine.edges(derived)]).to.deep.equal(["1", 0]);
      run.set({ next: "0" }).to(20);
      run.set({ next: "1" }).to(30);
      expect(run.engine.edges(derived)).to.equal(1);
    });
  });

  it("makes one edge of two changes that cancel within the network", () => {
    const d = new Design();
    const clock = d.clockNode();
    d.clocked("root", clock);
    const gate = d.op("gate", 1, [clock, d.constant(1n, 1)]);
    const never = d.clocked("never", d.op("xor", 1, [clock, gate]));
    const run = d.run();
    run.engine.clock(0, TEN);
    expect(edgeTimes(run, never, 40)).to.deep.equal([]);
  });
});
