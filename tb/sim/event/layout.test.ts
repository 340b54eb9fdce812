import { expect } from "chai";
import { groupNodes } from "../../../sim/event/groups.ts";
import { layOut, powerUp } from "../../../sim/event/layout.ts";
import { observedNodes } from "../../../sim/netlist/observed.ts";
import { Design } from "./design.ts";

function laidOut(d: Design) {
  const netlist = d.finish();
  const observed = observedNodes(netlist);
  const layout = layOut(netlist, groupNodes(netlist, observed));
  return { observed, layout, planes: powerUp(netlist, layout) };
}

describe("observedNodes", () => {
  it("are the nodes that signals, state, checks and clocks read", () => {
    const d = new Design();
    const clock = d.clockNode();
    const reset = { node: d.node("input", 1, 1, [], undefined), kind: "sync", active: 1 } as const;
    const domain = d.clocked("clk", clock, { reset });
    const [next, enable, condition, unread] = Array.from({ length: 4 }, () =>
      d.node("input", 1, 1, [], undefined),
    );
    const r = d.flop("r", 1, domain, next, { enable });
    d.check({ kind: "cover", message: "", condition, domain, scope: 0, shown: [], place: 0 });
    const { observed } = laidOut(d);
    expect([...observed].sort((a, b) => a - b)).to.deep.equal([
      clock,
      reset.node,
      next,
      enable,
      condition,
      r,
    ]);
    expect(observed.has(unread)).to.equal(false);
  });
});

describe("layOut", () => {
  it("keeps sources and what outlives a group, each in words of its own, and nothing else", () => {
    const d = new Design();
    const a = d.input("a", 40);
    const inner = d.op("not", 40, [a]);
    const y = d.named("y", d.op("not", 40, [inner]));
    const { layout } = laidOut(d);
    expect([a, inner, y].map((id) => layout.kept[id])).to.deep.equal([0, -1, 2]);
    expect(new Set([inner, y].map((id) => layout.scratch[id])).size).to.equal(2);
  });
});

describe("powerUp", () => {
  it("gives inputs z, registers init or x, constants their value", () => {
    const d = new Design();
    const reset = { node: d.input("reset"), kind: "sync", active: 1 } as const;
    const free = d.clocked("free", d.clockNode());
    const held = d.clocked("held", d.clockNode(), { reset });
    const nodes = [
      d.input("a", 3),
      d.flop("init", 3, free, undefined, { init: 5n }),
      d.flop("none", 3, free, undefined, { init: undefined }),
      d.flop("reset_later", 3, held, undefined, { init: 5n }),
      d.named("k", d.bits("1xz")),
    ];
    const { layout, planes } = laidOut(d);
    const both = nodes.map((id) => [planes.value[layout.kept[id]], planes.unknown[layout.kept[id]]]);
    expect(both).to.deep.equal([
      [7, 7],
      [5, 0],
      [0, 7],
      [0, 7],
      [5, 3],
    ]);
  });

  it("fills memories with the words given, then x", () => {
    const d = new Design();
    d.memory({ name: "m", width: 33, depth: 3, init: [1n << 32n], scope: 0, secret: false, place: 0 });
    const { layout, planes } = laidOut(d);
    const { base } = layout.memories[0];
    expect([...planes.value.subarray(base, base + 6)]).to.deep.equal([0, 1, 0, 0, 0, 0]);
    expect([...planes.unknown.subarray(base, base + 6)]).to.deep.equal([0, 0, -1, 1, -1, 1]);
  });
});
