import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TOPS, valuesUnlessGiven } from "../../scripts/tops.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import type { Netlist } from "../../sim/netlist/netlist.ts";

const page = readFileSync(new URL("../../docs/synthesis.md", import.meta.url), "utf8");

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Counted from the netlist, without the export. */
function figures({ nodes, registers, memories, tables }: Netlist): number[] {
  const flops = registers.map(({ node }) => nodes[node].width);
  const words = memories.map(({ width, depth }) => width * depth);
  const roms = nodes.map((node) => {
    if (node.op !== "lookup") return 0;
    const { width, words } = tables[node.attr.table];
    return node.lanes * width * words.length;
  });
  return [sum(flops), sum(words), sum(roms)];
}

describe("the page on synthesis", () => {
  it("has the figures of the modules as written", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$/gm)];
    expect(rows).to.have.length(10);
    for (const [, name, ...written] of rows) {
      const top = TOPS[name];
      const { netlist } = elaborate(top.build(valuesUnlessGiven(top)) as never);
      expect([name, ...figures(netlist).map((n) => n.toLocaleString("en-US"))]).to.deep.equal([
        name,
        ...written,
      ]);
    }
  });
});
