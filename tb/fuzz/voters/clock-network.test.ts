import { expect } from "chai";
import {
  clocked,
  dividedClock,
  elaborate,
  gatedClock,
  In,
  module,
  Out,
  regs,
  u,
} from "../../../sim/hdl/index.ts";
import { ClockLevels } from "./clock-network.ts";

const Clocks = module("Clocks", { en: In(1), q: Out(1) }, ({ en, q }) => {
  const gated = gatedClock("gated", en);
  const slow = dividedClock("slow", 4);
  for (const [index, domain] of [gated, slow].entries()) {
    clocked(domain, () => regs({ [`r${index}`]: u(1).init(0) }));
  }
  q.drive(en);
});

describe("ClockLevels", () => {
  it("names the domains with an edge: all of the root, the gate's while its enable was 1, each fourth of the divider", () => {
    const { netlist } = elaborate(Clocks);
    const enable = netlist.signals.find(({ name }) => name === "en")!.node;
    const clock = netlist.domains[0].clock;
    let level = 0;
    const clocks = new ClockLevels(netlist, (node) => (node === enable ? level : -1));
    const edges = [0, 0, 1, 1, 0, 1].map((enabled) => {
      clocks.toggle(new Map([[clock, 0]]));
      level = enabled;
      return clocks.toggle(new Map([[clock, 1]])).map((domain) => netlist.domains[domain].name);
    });
    expect(edges.map((names) => names.join(" "))).to.deep.equal([
      "clk slow",
      "clk",
      "clk gated",
      "clk gated",
      "clk slow",
      "clk gated",
    ]);
  });
});
