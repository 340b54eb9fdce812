import { expect } from "chai";
import { Agenda } from "../../../sim/event/agenda.ts";
import { memorySource, numberEntries, wireEntries } from "../../../sim/event/entries.ts";
import { groupNodes } from "../../../sim/event/groups.ts";
import { observedNodes } from "../../../sim/netlist/observed.ts";
import { Design } from "./design.ts";

function design() {
  const d = new Design();
  const clock = d.clockNode();
  const enable = d.input("enable");
  const gate = d.op("gate", 1, [clock, enable]);
  const reset = { node: d.input("reset"), kind: "async", active: 1 } as const;
  const root = d.clocked("root", clock);
  const gated = d.clocked("gated", gate, { reset });
  const a = d.input("a", 8);
  const sum = d.op("add", 8, [a, d.constant(1n, 8)]);
  const first = d.flop("first", 8, root, sum, { enable });
  d.flop("second", 8, gated, first);
  const memory = d.memory({ name: "m", width: 8, depth: 4, init: [], scope: 0, secret: false, place: 0 });
  const address = d.input("address", 2);
  d.memories[memory].writes.push({
    domain: root,
    address,
    data: a,
    enable: undefined,
    mask: undefined,
    place: 0,
  });
  const q = d.node("readport", 8, 1, [], undefined);
  d.memories[memory].reads.push({
    node: q,
    domain: gated,
    address,
    enable: undefined,
    collision: "old",
    place: 0,
  });
  const netlist = d.finish();
  const groups = groupNodes(netlist, observedNodes(netlist));
  const entries = numberEntries(netlist, groups);
  const agenda = new Agenda(entries.size, netlist.nodes.length + 1, wireEntries(netlist, groups, entries));
  const woken = (source: number): number[] => {
    const seen: number[] = [];
    agenda.wake(source);
    agenda.drain(0, entries.size, (entry) => seen.push(entry));
    return seen;
  };
  return { netlist, groups, entries, woken, clock, enable, gate, reset, a, sum, first, address, memory };
}

describe("entries", () => {
  it("number groups, then each domain's registers, each domain's ports, and the watches", () => {
    const { entries, groups } = design();
    expect(groups.count).to.equal(2);
    expect(entries.groups).to.deep.equal({ from: 0, to: 2 });
    expect(entries.registers).to.deep.equal([
      { from: 1024, to: 1025 },
      { from: 2048, to: 2049 },
    ]);
    expect(entries.ports).to.deep.equal([
      { from: 3072, to: 3073 },
      { from: 4096, to: 4097 },
    ]);
    expect(entries.watches).to.deep.equal({ from: 5120, to: 5124 });
    expect(entries.watchOf.map(({ kind }) => kind)).to.deep.equal(["clock", "clock", "reset", "latch"]);
  });

  it("wake groups, registers and ports by their operands, and ports by their memory", () => {
    const { netlist, groups, woken, a, sum, first, address, memory } = design();
    expect(woken(a)).to.deep.equal([groups.of[sum], 3072]);
    expect(woken(sum)).to.deep.equal([1024]);
    expect(woken(first)).to.deep.equal([2048]);
    expect(woken(address)).to.deep.equal([3072, 4096]);
    expect(woken(memorySource(netlist, memory))).to.deep.equal([4096]);
  });

  it("wake a gate by its clock alone, and its latch by both", () => {
    const { groups, woken, clock, enable, gate } = design();
    expect(woken(clock)).to.deep.equal([groups.of[gate], 5120, 5123]);
    expect(woken(enable)).to.deep.equal([1024, 5123]);
    expect(woken(gate)).to.deep.equal([5121]);
  });

  it("wake registers with init, and the watch, by an asynchronous reset", () => {
    const { woken, reset } = design();
    expect(woken(reset.node)).to.deep.equal([2048, 5122]);
  });
});
