import { expect } from "chai";
import { enumeration, In, module, Out, regs, signalOf, u, vec, wires } from "../../../sim/hdl/index.ts";
import { sourcePlace } from "../../../sim/netlist/place.ts";
import { model } from "./model.ts";

describe("signals", () => {
  it("take their names from the keys, and are in the netlist with kind, lanes and place", () => {
    const Named = module("Named", { a: In(8), q: Out(8) }, ({ a, q }) => {
      const { count, bytes } = regs({ count: u(8).init(3), bytes: vec(2, 8) });
      const { sum } = wires({ sum: 8 });
      count.next = sum;
      bytes.next = bytes.rotate(1);
      sum.drive(a.add(count));
      q.drive(sum);
    });
    const { signals, places } = model(Named).netlist;
    expect(signals.map(({ name, kind, lanes }) => `${kind} ${name} ${lanes}`)).to.deep.equal([
      "clock clk 1",
      "reset rst 1",
      "input a 1",
      "output q 1",
      "register count 1",
      "register bytes 2",
      "wire sum 1",
    ]);
    const line = (name: string) =>
      sourcePlace(places[signals.find((signal) => signal.name === name)?.place ?? 0]).line;
    expect([line("count") - line("a"), line("sum") - line("count")]).to.deep.equal([1, 1]);
  });

  it("registers without init have no reset value", () => {
    const Plain = module("Plain", { a: In(8), q: Out(8) }, ({ a, q }) => {
      const { held } = regs({ held: 8 });
      held.next = a;
      q.drive(held);
    });
    expect(model(Plain).set({ a: 7, rst: 1 }).edge().get("q")).to.equal(7);
  });

  it("signalOf finds the signal of a handle, and none of an expression or a part", () => {
    const Op = enumeration("Op", 1, { a: 0, b: 1 });
    const found: unknown[] = [];
    const Found = module("Found", { op: In(Op), v: In(vec(2, 8)) }, ({ op, v }) => {
      found.push(signalOf(op), signalOf(v), signalOf(op.not()), signalOf(v.lane(0)), signalOf(v.bits));
    });
    const { signals } = model(Found).netlist;
    const at = (name: string) => signals.findIndex((signal) => signal.name === name);
    expect(found).to.deep.equal([at("op"), at("v"), undefined, undefined, at("v")]);
  });
});
