import { expect } from "chai";
import { dead } from "../../../sim/netlist/dead.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { count, expression, nodeOf, Sketch } from "../../reference/sketch.ts";

describe("dead nodes", () => {
  it("go when no name needs them, and the rest keeps its order", () => {
    const b = new Sketch();
    const a = b.input("a");
    b.op("and", 1, [a, b.op("xor", 1, [a, a])]);
    b.named("y", b.op("not", 1, [a]));
    const netlist = dead(b.finish());
    expect(netlist.nodes.map(({ op }) => op)).to.deep.equal(["input", "not"]);
    expect(expression(netlist, nodeOf(netlist, "y"))).to.equal("not(a)");
  });

  it("registers that nothing needs go with their operands, two that need each other too", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const [p, q] = [b.node("register", 1, 1, [], undefined), b.node("register", 1, 1, [], undefined)];
    b.takes(p, domain, b.op("not", 1, [q]));
    b.takes(q, domain, p);
    const netlist = dead(b.finish());
    expect(netlist.registers).to.deep.equal([]);
    expect(count(netlist, "not")).to.equal(0);
  });

  it("registers with a name, a named reader, or a check stay, with next and enable", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const unnamed = () => b.node("register", 1, 1, [], undefined);
    const [p, q, r] = [b.reg("p"), unnamed(), unnamed()];
    b.takes(p, domain, b.op("not", 1, [q]), { enable: b.op("redor", 1, [q]) });
    b.takes(q, domain, q);
    b.takes(r, domain, r);
    b.check({ kind: "cover", message: "r", condition: r, domain, scope: 0, shown: [], place: 0 });
    const netlist = dead(b.finish());
    expect(netlist.registers.length).to.equal(3);
    expect([count(netlist, "not"), count(netlist, "redor")]).to.deep.equal([1, 1]);
  });

  it("memories stay with what writes them, since benches may look; unread ports go", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const place = 0;
    const id = b.memory({ name: "m", width: 1, depth: 2, init: [], scope: 0, secret: false, place });
    const data = b.op("not", 1, [b.input("a")]);
    const address = b.op("redor", 1, [b.input("b", 2)]);
    b.memories[id].writes.push({ domain, address: data, data, enable: undefined, mask: undefined, place });
    const q = b.node("readport", 1, 1, [], undefined);
    b.memories[id].reads.push({ node: q, domain, address, enable: undefined, collision: "old", place });
    const netlist = dead(b.finish());
    expect(netlist.memories[0].writes.length).to.equal(1);
    expect(netlist.memories[0].reads.length).to.equal(0);
    expect([count(netlist, "not"), count(netlist, "redor"), count(netlist, "readport")]).to.deep.equal([
      1, 0, 0,
    ]);
  });

  it("clocks, gates and resets of domains stay with what feeds them", () => {
    const b = new Sketch();
    const clock = b.node("clock", 1, 1, [], undefined);
    const open = b.op("not", 1, [b.input("a")]);
    const gate = b.op("gate", 1, [clock, open]);
    const reset = { node: b.op("redor", 1, [b.input("r")]), kind: "sync", active: 1 } as const;
    b.domain({ name: "main", clock: gate, edge: "rise", reset, family: 0, place: 0 });
    const netlist = dead(b.finish());
    expect(netlist.nodes.map(({ op }) => op)).to.deep.equal([
      "clock",
      "input",
      "not",
      "gate",
      "input",
      "redor",
    ]);
  });

  it("moves no bit", () => expectNothingMoves(dead));
});
