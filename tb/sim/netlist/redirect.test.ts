import { expect } from "chai";
import { assert, elaborate, In, memories, module, Out, regs, sram, u, when } from "../../../sim/hdl/index.ts";
import { identity, redirect, withOperands } from "../../../sim/netlist/redirect.ts";

const { netlist } = elaborate(
  module("Some", { d: In(8), en: In(1), at: In(2), q: Out(8), held: Out(8) }, ({ d, en, at, q, held }) => {
    const { store } = memories({ store: sram({ data: 8, addr: 2 }) });
    const { kept } = regs({ kept: u(8).init(0) });
    store.write({ addr: at, data: d, enable: en });
    when(en, () => {
      kept.next = d.add(1);
    });
    q.drive(store.read({ addr: at, enable: en, collision: "old" }));
    held.drive(kept);
    assert(kept.ne(255), "it is not full");
  }),
);

describe("the redirection of a netlist's references", () => {
  it("changes nothing where every node stands for itself", () => {
    const to = identity(netlist.nodes.length);
    expect([...to.subarray(0, 3)]).to.deep.equal([0, 1, 2]);
    expect(redirect(netlist, netlist.nodes, to)).to.deep.equal(netlist);
  });

  it("leaves a node as it is where no operand changes, and copies it where one does", () => {
    const node = netlist.nodes.find(({ op }) => op === "add")!;
    const to = identity(netlist.nodes.length);
    expect(withOperands(node, to)).to.equal(node);
    to[node.args[0]] = 0;
    expect(withOperands(node, to)).to.deep.equal({ ...node, args: [0, node.args[1]] });
  });

  it("moves every reference there is: operands, registers, memories, domains, signals, checks", () => {
    const { length } = netlist.nodes;
    const ahead = (id: number | undefined) => (id === undefined ? undefined : id + 1);
    // Everything one further, behind a node that nobody names.
    const to = identity(length).map((id) => id + 1);
    const moved = redirect(netlist, netlist.nodes, to);
    const references = (one: typeof netlist) => [
      ...one.nodes.flatMap(({ args }) => args),
      ...one.registers.flatMap(({ node, next, enable }) => [node, next, enable]),
      ...one.memories.flatMap(({ reads, writes }) => [
        ...reads.flatMap(({ node, address, enable }) => [node, address, enable]),
        ...writes.flatMap(({ address, data, enable, mask }) => [address, data, enable, mask]),
      ]),
      ...one.domains.flatMap(({ clock, reset }) => [clock, reset?.node]),
      ...one.signals.map(({ node }) => node),
      ...one.checks.map(({ condition }) => condition),
    ];
    expect(references(netlist).length).to.be.above(20);
    expect(references(moved)).to.deep.equal(references(netlist).map(ahead));
  });
});
