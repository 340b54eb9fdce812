import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { TOPS, valuesUnlessGiven } from "../../scripts/tops.ts";
import { elaborate } from "../../sim/hdl/index.ts";

/** The generators and modules that the files of a folder export: what is made by `module(…)` under a capital name. */
function generatorsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => readFileSync(`${folder}/${name}`, "utf8").split(/^export /m))
    .filter((part) => /\bmodule\(/.test(part))
    .flatMap((part) => /^(?:const|function) ([A-Z]\w*)/.exec(part)?.[1] ?? []);
}

describe("the table of tops", () => {
  it("has every module of rtl/, and nothing else", () => {
    const generators = generatorsIn("rtl");
    expect(generators.length).to.be.above(40);
    expect(Object.keys(TOPS).sort()).to.deep.equal(generators.sort());
  });

  it("builds each of them with what its parameters are unless given", () => {
    for (const [name, top] of Object.entries(TOPS)) {
      expect(() => elaborate(top.build(valuesUnlessGiven(top))), name).not.to.throw();
    }
  });

  it("gives parameters to what it builds", () => {
    const { netlist } = elaborate(TOPS.Fifo.build({ width: 9, depth: 32 }));
    expect(netlist.memories.map(({ width, depth }) => [width, depth])).to.deep.equal([[9, 32]]);
  });

  it("puts a module that lies between two clocks in a top that has both", () => {
    const { netlist } = elaborate(TOPS.AsyncFifo.build(valuesUnlessGiven(TOPS.AsyncFifo)));
    expect(netlist.domains.map(({ name }) => name)).to.deep.equal(["clk", "to"]);
    expect(netlist.scopes.map(({ module }) => module).filter(Boolean)).to.deep.equal([
      "AsyncFifoTop",
      "AsyncFifo",
    ]);
  });
});
