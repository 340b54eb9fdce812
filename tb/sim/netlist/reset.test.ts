import { expect } from "chai";
import { resetLevel } from "../../../sim/netlist/reset.ts";
import { Design } from "../event/design.ts";

describe("resetLevel", () => {
  const rows: [0 | 1, string, number][] = [
    [1, "0", 0],
    [1, "1", 1],
    [0, "1", 0],
    [0, "0", 1],
    [1, "x", 2],
    [0, "z", 2],
  ];
  for (const [active, level, expected] of rows) {
    it(`of a reset active at ${active} that is ${level} is ${expected}`, () => {
      const d = new Design();
      const reset = { node: d.input("reset"), kind: "sync", active } as const;
      d.clocked("clk", d.clockNode(), { reset });
      const run = d.run().set({ reset: level });
      expect(resetLevel(run.engine.netlist, run.engine.state, 0)).to.equal(expected);
    });
  }

  it("of a domain without reset is 0", () => {
    const d = new Design();
    d.clocked("clk", d.clockNode());
    const { engine } = d.run();
    expect(resetLevel(engine.netlist, engine.state, 0)).to.equal(0);
  });
});
