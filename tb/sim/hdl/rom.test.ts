import { expect } from "chai";
import { type Bits, rom, type Vec } from "../../../sim/hdl/index.ts";
import { evaluate, fault, text } from "./model.ts";

describe("rom", () => {
  const squares = rom("squares", 8, [0, 1, 4, 9, 16]);
  const at = (index: number) => evaluate([[3, index]], (i: Bits<3>) => i.lookup(squares)).value;

  it("gives the word at an index", () => {
    expect([at(0), at(3), at(4)]).to.deep.equal([0, 9, 16]);
  });
  it("gives x beyond the end", () => {
    expect(at(5)).to.equal("xxxxxxxx");
  });
  it("is looked up in every lane by one node", () => {
    const { value, netlist } = evaluate([[4, [3, 1, 4]]], (v: Vec<3, Bits<4>>) =>
      v.map((lane) => lane.lookup(squares)),
    );
    expect(value).to.equal(0x10_01_09);
    expect(netlist.nodes.filter(({ op }) => op === "lookup").map(({ lanes }) => lanes)).to.deep.equal([3]);
  });
  it("is one table of the netlist, however often it is looked up", () => {
    const { netlist } = evaluate([[3, 2]], (i: Bits<3>) => i.lookup(squares).xor(i.add(1).lookup(squares)));
    expect(netlist.tables.map(({ name }) => name)).to.deep.equal(["squares"]);
  });
  it("refuses a word that does not fit", () => {
    expect(fault(() => rom("bad", 4, [1, 16]))).to.equal(
      text(
        "LITERAL: word 1 of rom bad, 16, does not fit 4 bits",
        'here: «expect(fault(() => rom("bad", 4, [1, 16]))).to.equal(»',
        "fix: widen the rom or mend the word",
      ),
    );
  });
  it("refuses a word that is no whole number, or one too large to be exact", () => {
    const first = (word: number) => fault(() => rom("bad", 64, [word])).split("\n")[0];
    expect(first(1.5)).to.equal("LITERAL: word 0 of rom bad, 1.5, does not fit 64 bits");
    expect(first(2 ** 60)).to.equal("LITERAL: word 0 of rom bad, 1152921504606847000, does not fit 64 bits");
  });
  it("refuses no words, and words of no width", () => {
    expect(fault(() => rom("bad", 4, []))).to.equal(
      text(
        "SIZE: rom bad has 0 words",
        'here: «expect(fault(() => rom("bad", 4, []))).to.equal(»',
        "fix: give 1 to 16777216",
      ),
    );
    expect(fault(() => rom("bad", 0, [0])).split("\n")[0]).to.equal("SIZE: rom bad has words of 0 bits");
  });
});
