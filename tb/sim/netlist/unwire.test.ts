import { expect } from "chai";
import { unwire } from "../../../sim/netlist/unwire.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { expression, nodeOf, Sketch } from "../../reference/sketch.ts";

describe("unwire", () => {
  it("lets readers and names follow wires to the driver", () => {
    const b = new Sketch();
    const a = b.input("a");
    const w = b.wire("w");
    const v = b.wire("v");
    b.named("y", b.op("not", 1, [v]));
    b.drive(v, w);
    b.drive(w, a);
    const netlist = unwire(b.finish());
    expect(expression(netlist, nodeOf(netlist, "y"))).to.equal("not(a)");
    expect([nodeOf(netlist, "w"), nodeOf(netlist, "v")]).to.deep.equal([a, a]);
  });

  it("lets registers, ports, domains and checks follow too", () => {
    const b = new Sketch();
    const clock = b.node("clock", 1, 1, [], undefined);
    const a = b.input("a");
    const [w, c] = [b.wire("w"), b.wire("c")];
    b.drive(w, a);
    b.drive(c, clock);
    const reset = { node: w, kind: "sync", active: 1 } as const;
    const domain = b.domain({ name: "main", clock: c, edge: "rise", reset, family: 0, place: 0 });
    b.takes(b.reg("q"), domain, w, { enable: w });
    const shape = { name: "m", width: 1, depth: 2, init: [], scope: 0, secret: false, place: 0 };
    const { writes } = b.memories[b.memory(shape)];
    writes.push({ domain, address: w, data: w, enable: w, mask: w, place: 0 });
    b.check({ kind: "assert", message: "m", condition: w, domain, scope: 0, shown: [], place: 0 });
    const netlist = unwire(b.finish());
    expect(netlist.registers[0]).to.include({ next: a, enable: a });
    expect(netlist.memories[0].writes[0]).to.include({ address: a, data: a, enable: a, mask: a });
    expect(netlist.domains[0].clock).to.equal(clock);
    expect(netlist.domains[0].reset).to.include({ node: a });
    expect(netlist.checks[0].condition).to.equal(a);
  });

  it("follows a chain of 100,000 wires, the last first", () => {
    const b = new Sketch();
    const a = b.input("a");
    const wires = Array.from({ length: 100_000 }, () => b.node("wire", 1, 1, [], undefined));
    for (const [i, wire] of wires.entries()) b.drive(wire, wires[i + 1] ?? a);
    b.named("y", wires[0]);
    expect(nodeOf(unwire(b.finish()), "y")).to.equal(a);
  });

  it("moves no bit", () => expectNothingMoves(unwire));
});
