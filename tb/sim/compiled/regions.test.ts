import { expect } from "chai";
import { cutRegions } from "../../../sim/compiled/regions.ts";
import { Design } from "../event/design.ts";

/** The operators of each region, and which of them lie in memory. */
function regions(d: Design) {
  const netlist = d.finish();
  const { count, starts, nodes, kept } = cutRegions(netlist);
  return Array.from({ length: count }, (_, region) =>
    [...nodes.subarray(starts[region], starts[region + 1])].map(
      (id) => netlist.nodes[id].op + (kept[id] ? "*" : ""),
    ),
  );
}

describe("regions", () => {
  it("take in what only they read, and keep what is named", () => {
    const d = new Design();
    const a = d.input("a", 8);
    const inner = d.op("not", 8, [a]);
    const named = d.named("n", d.op("and", 8, [inner, a]));
    d.named("y", d.op("xor", 8, [named, inner]));
    expect(regions(d)).to.deep.equal([["not", "and*", "xor*"]]);
  });

  it("are apart where two read one value, which is kept, and come in the order of the values", () => {
    const d = new Design();
    const a = d.input("a", 8);
    const shared = d.op("not", 8, [a]);
    d.named("y", d.op("xor", 8, [shared, a]));
    d.named("z", d.op("or", 8, [shared, a]));
    const found = regions(d);
    expect(found[0]).to.deep.equal(["not*"]);
    expect(found.slice(1).flat().sort()).to.deep.equal(["or*", "xor*"]);
  });

  it("leave out what nobody reads", () => {
    const d = new Design();
    d.op("not", 8, [d.op("not", 8, [d.input("a", 8)])]);
    expect(regions(d)).to.deep.equal([]);
  });

  it("end before they grow large", () => {
    const d = new Design();
    let at = d.input("a", 8);
    for (let i = 0; i < 1000; i++) at = d.op("not", 8, [at]);
    d.named("y", at);
    expect(regions(d).map(({ length }) => length)).to.deep.equal([232, 256, 256, 256]);
  });

  it("keep the vector whose bytes a lookup reads", () => {
    const d = new Design();
    const table = d.table({ name: "t", width: 8, words: [1n], place: 0 });
    const sum = d.op("xor", 128, [d.input("a", 128), d.input("b", 128)]);
    d.named("y", d.op("lookup", 128, [sum], { table }, 16));
    expect(regions(d)).to.deep.equal([["xor*", "lookup*"]]);
  });
});
