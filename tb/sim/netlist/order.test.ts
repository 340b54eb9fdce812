import { expect } from "chai";
import { fanout, levelOrder } from "../../../sim/netlist/order.ts";
import { Sketch } from "../../reference/sketch.ts";

describe("level order", () => {
  it("puts operands before what reads them, whatever the order of the nodes", () => {
    const b = new Sketch();
    const a = b.input("a"); // 0
    const late = b.wire("late"); // 1
    const both = b.op("and", 1, [late, a]); // 2
    const inverted = b.op("not", 1, [a]); // 3
    b.drive(late, inverted);
    const { order, level, depth } = levelOrder(b.finish());
    expect([...order]).to.deep.equal([inverted, late, both]);
    expect([...level]).to.deep.equal([0, 2, 3, 1]);
    expect(depth).to.equal(3);
  });

  it("takes registers, read ports and the clock network for sources", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const q = b.reg("q");
    const next = b.op("not", 1, [q]);
    b.takes(q, domain, next);
    const gate = b.op("gate", 1, [b.domains[0].clock, next]);
    const { order, level } = levelOrder(b.finish());
    expect([...order]).to.deep.equal([next]);
    expect([level[q], level[gate]]).to.deep.equal([0, 0]);
  });

  it("counts an operand that is read twice by one node", () => {
    const b = new Sketch();
    const a = b.input("a");
    const twice = b.op("xor", 1, [a, a]);
    expect([...levelOrder(b.finish()).order]).to.deep.equal([twice]);
    expect([...fanout(b.finish()).reader]).to.deep.equal([twice, twice]);
  });

  it("refuses words that lead back to themselves", () => {
    const b = new Sketch();
    const w = b.wire("w");
    b.drive(w, b.op("not", 1, [w]));
    expect(() => levelOrder(b.finish())).to.throw('netlist "top": 2 nodes have no level');
  });

  it("orders a chain of 100,000 operators", () => {
    const b = new Sketch();
    let at = b.input("a");
    for (let i = 0; i < 100_000; i++) at = b.node("not", 1, 1, [at], undefined);
    const { order, depth } = levelOrder(b.finish());
    expect(order.length).to.equal(100_000);
    expect(order[99_999]).to.equal(at);
    expect(depth).to.equal(100_000);
  });
});
