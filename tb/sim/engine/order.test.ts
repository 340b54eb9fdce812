import { expect } from "chai";
import { evaluationOrder } from "../../../sim/engine/order.ts";
import { Design } from "../event/design.ts";

describe("evaluationOrder", () => {
  it("puts operands first, and leaves sources out", () => {
    const d = new Design();
    const wire = d.node("wire", 1, 1, [], undefined);
    const not = d.op("not", 1, [wire]);
    const a = d.input("a");
    const and = d.op("and", 1, [a, a]);
    d.drive(wire, and);
    expect([...evaluationOrder(d.finish())]).to.deep.equal([and, wire, not]);
  });

  it("follows a gate's clock and not its enable", () => {
    const d = new Design();
    const clock = d.clockNode();
    const enable = d.node("wire", 1, 1, [], undefined);
    const gate = d.op("gate", 1, [clock, enable]);
    d.drive(enable, d.op("not", 1, [gate]));
    expect([...evaluationOrder(d.finish())]).to.deep.equal([gate, 3, enable]);
  });

  it("refuses a loop", () => {
    const d = new Design();
    const wire = d.node("wire", 1, 1, [], undefined);
    d.drive(wire, d.op("not", 1, [wire]));
    expect(() => evaluationOrder(d.finish())).to.throw('netlist "top" has a combinational loop at node 0');
  });
});
