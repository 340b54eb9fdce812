import { expect } from "chai";
import { enable } from "../../../sim/netlist/enable.ts";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { expression, Sketch } from "../../reference/sketch.ts";

/** Enable and next of a register that takes what the recipe makes of conditions c, d and data a (or its inverse). */
function register(
  recipe: (b: Sketch, self: NodeId, data: NodeId) => NodeId,
  { floats = false, held = false } = {},
) {
  const b = new Sketch();
  const domain = b.clocked("main");
  const [self, a] = [b.reg("q", 4), b.input("a", 4)];
  b.input("c");
  b.input("d");
  const next = recipe(b, self, floats ? a : b.op("not", 4, [a]));
  b.takes(self, domain, next, held ? { enable: b.input("e") } : {});
  const netlist = enable(b.finish());
  const [{ next: taken, enable: condition }] = netlist.registers;
  const told = condition === undefined ? "always" : expression(netlist, condition);
  return `${told}: ${expression(netlist, taken)}`;
}

const signal = (b: Sketch, name: string): NodeId => b.signals.find((each) => each.name === name)!.node;
const when = (b: Sketch, name: string, then: NodeId, otherwise: NodeId): NodeId =>
  b.op("mux", 4, [signal(b, name), then, otherwise]);

describe("enable", () => {
  it("is the condition under which a register does not take itself", () => {
    expect(register((b, q, data) => when(b, "c", data, q))).to.equal("c: not(a)");
    expect(register((b, q, data) => when(b, "c", q, data))).to.equal("not(c): not(a)");
  });

  it("joins nested conditions", () => {
    expect(register((b, q, data) => when(b, "c", when(b, "d", data, q), q))).to.equal("and(c, d): not(a)");
  });

  it("joins a condition with the enable that is there", () => {
    expect(register((b, q, data) => when(b, "c", data, q), { held: true })).to.equal("and(e, c): not(a)");
  });

  it("leaves a second condition where z would become x", () => {
    const nested = (b: Sketch, q: NodeId, data: NodeId) => when(b, "c", when(b, "d", data, q), q);
    expect(register(nested, { floats: true })).to.equal("c: mux(d, a, q)");
  });

  it("leaves alternatives alone, which an unknown condition merges otherwise", () => {
    const other = (b: Sketch, q: NodeId, data: NodeId) =>
      when(b, "c", data, when(b, "d", b.constant(1n, 4), q));
    expect(register(other)).to.equal("always: mux(c, not(a), mux(d, 4'h1, q))");
  });

  it("leaves a register that holds for ever, and selects lane by lane", () => {
    expect(register((b, q) => when(b, "c", q, q))).to.equal("always: mux(c, q, q)");
    const lanes = (b: Sketch, q: NodeId, data: NodeId) =>
      b.op("mux", 4, [b.input("s", 2), data, q], undefined, 2);
    expect(register(lanes)).to.equal("always: mux/2(s, not(a), q)");
  });

  it("moves no bit", () => expectNothingMoves(enable));
});
