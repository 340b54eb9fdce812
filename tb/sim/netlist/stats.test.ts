import { expect } from "chai";
import { stats } from "../../../sim/netlist/stats.ts";
import { Sketch } from "../../reference/sketch.ts";

describe("stats", () => {
  it("counts nodes by operator, bits of state and levels", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const [q, p] = [b.reg("q", 8), b.reg("p", 3)];
    b.takes(q, domain, b.op("not", 8, [b.op("not", 8, [q])]));
    b.takes(p, domain, p);
    b.memory({ name: "m", width: 8, depth: 100, init: [], scope: 0, secret: false, place: 0 });
    expect(stats(b.finish())).to.deep.equal({
      nodes: 5,
      ops: { clock: 1, register: 2, not: 2 },
      registers: 2,
      registerBits: 11,
      memories: 1,
      memoryBits: 800,
      levels: 2,
    });
  });
});
