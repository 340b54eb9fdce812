import { expect } from "chai";
import { bytesOf, layOut } from "../../../sim/compiled/layout.ts";
import { Design } from "../event/design.ts";

describe("the layout of linear memory", () => {
  it("gives a value what its widest load takes", () => {
    expect([1, 32, 33, 64, 65, 128, 129].map(bytesOf)).to.deep.equal([4, 4, 8, 8, 16, 16, 32]);
  });

  it("aligns values, and lets none overlap", () => {
    const d = new Design();
    const widths = [1, 300, 40, 8, 128, 64, 65];
    const nodes = widths.map((width, i) => d.input(`i${i}`, width));
    const { values, shadows } = layOut(d.finish(), () => true, [nodes[1]], 20);
    const spans = [
      { from: 0, bytes: 20 },
      ...nodes.map((node, i) => ({ from: values[node], bytes: bytesOf(widths[i]) })),
      { from: shadows.get(nodes[1])!, bytes: bytesOf(300) },
    ].sort((a, b) => a.from - b.from);
    for (const [i, { from, bytes }] of spans.entries()) {
      if (i > 0) expect(from % Math.min(bytes, 16)).to.equal(0);
      if (i > 0) expect(from).to.be.at.least(spans[i - 1].from + spans[i - 1].bytes);
    }
  });

  it("packs words of up to 16 bits, and leaves one word of 0 behind the last", () => {
    const d = new Design();
    for (const width of [3, 8, 9, 16, 17, 33, 65]) {
      d.table({ name: `t${width}`, width, words: [1n, 2n], place: 0 });
    }
    const { tables } = layOut(d.finish(), () => false, [], 0);
    expect(tables.map(({ stride }) => stride)).to.deep.equal([1, 1, 2, 2, 4, 8, 16]);
    for (const [i, { base, stride, depth }] of tables.slice(0, -1).entries()) {
      expect(tables[i + 1].base).to.be.at.least(base + stride * (depth + 1));
    }
  });
});
