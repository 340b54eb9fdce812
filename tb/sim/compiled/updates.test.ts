import { expect } from "chai";
import { orderUpdates } from "../../../sim/compiled/updates.ts";
import { Design } from "../event/design.ts";

/** Register nodes in the order in which they move, those of one update in brackets, and those that are set aside. */
function order(d: Design) {
  const netlist = d.finish();
  const { all, shadowed } = orderUpdates(netlist);
  const name = (node: number) => netlist.signals.find((signal) => signal.node === node)!.name;
  const moved = all.map((update) =>
    update.kind === "memory"
      ? netlist.memories[update.memory].name
      : update.registers.map((register) => name(netlist.registers[register].node)).join("+"),
  );
  return { moved, shadowed: [...shadowed].map(name) };
}

describe("the order of updates", () => {
  it("moves each register after its last reader, so that a chain needs no copies", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    let from = d.input("in", 8);
    for (const name of ["a", "b", "c"]) from = d.flop(name, 8, domain, from);
    expect(order(d)).to.deep.equal({ moved: ["c", "b", "a"], shadowed: [] });
  });

  it("sets one register of a ring aside", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const [a, b, c] = ["a", "b", "c"].map((name) => d.flop(name, 8, domain, undefined));
    for (const [i, next] of [c, a, b].entries()) Object.assign(d.registers[i], { next });
    expect(order(d)).to.deep.equal({ moved: ["c", "b", "a"], shadowed: ["c"] });
  });

  it("moves registers of one enable together, and sets aside what another domain reads", () => {
    const d = new Design();
    const clock = d.clockNode();
    const [one, other] = [d.clocked("one", clock), d.clocked("other", clock)];
    const enable = d.input("enable");
    const a = d.flop("a", 8, one, d.input("in", 8), { enable });
    d.flop("b", 100, one, d.input("wide", 100), { enable });
    d.flop("c", 8, other, a);
    expect(order(d)).to.deep.equal({ moved: ["a+b", "c"], shadowed: ["a"] });
  });

  it("takes time that is linear in the registers", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const first = d.flop("r0", 8, domain, undefined);
    let from = first;
    for (let i = 1; i < 50_000; i++) {
      const node = d.node("register", 8, 1, [], undefined);
      const common = { domain, enable: undefined, init: 0n, synchroniser: false, place: 0 };
      d.register({ node, next: from, ...common });
      from = node;
    }
    const { all, shadowed } = orderUpdates(d.finish());
    expect([all.length, shadowed.size]).to.deep.equal([50_000, 0]);
  });
});
