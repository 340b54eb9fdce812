import { expect } from "chai";
import { asVec, type Bits, In, module, type Vec, vecConst, vecOf } from "../../../sim/hdl/index.ts";
import { evaluate, fault, model, text } from "./model.ts";

describe("asVec", () => {
  it("sees a word as lanes, at no cost", () => {
    const { value, netlist } = evaluate([[16, 0xabcd]], (a: Bits<16>) => asVec(a, 2, 8).lane(1));
    expect(value).to.equal(0xab);
    expect(netlist.nodes.filter(({ op }) => op !== "wire").map(({ op }) => op)).to.have.members([
      "clock",
      "input",
      "input",
      "slice",
    ]);
  });
  it("refuses lanes that do not make up the word", () => {
    const wrong = module("Wrong", { a: In(16) }, ({ a }) => {
      asVec(a as Bits, 3, 8 as number);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "SHAPE: a is 16 bits, not 3 lanes of 8",
        "here: «asVec(a as Bits, 3, 8 as number);»",
        'a declared: «const wrong = module("Wrong", { a: In(16) }, ({ a }) => {»',
        "fix: take lanes and width whose product is 16",
      ),
    );
  });
  it("refuses parts of lanes, though the product be right", () => {
    const halved = module("Halved", { a: In(16) }, ({ a }) => {
      asVec(a as Bits, 0.5, 32 as number);
    });
    expect(fault(() => model(halved)).split("\n")[0]).to.equal("SHAPE: a is 16 bits, not 0.5 lanes of 32");
  });
});

describe("vecOf", () => {
  it("makes a vector of words, the first as lane 0", () => {
    const operands = [1, 2, 3].map((value) => [8, value] as const);
    const { width, value } = evaluate(operands, (...words: Bits<8>[]) => vecOf(...words));
    expect([width, value]).to.deep.equal([24, 0x030201]);
  });
  it("refuses words of two widths", () => {
    const wrong = module("Wrong", { a: In(8), b: In(4) }, ({ a, b }) => {
      vecOf(a as Bits, b as Bits);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "WIDTH: lane 0 of a vector, a, is 8 bits; b is 4 bits",
        "here: «vecOf(a as Bits, b as Bits);»",
        'a declared: «const wrong = module("Wrong", { a: In(8), b: In(4) }, ({ a, b }) => {»',
        'b declared: «const wrong = module("Wrong", { a: In(8), b: In(4) }, ({ a, b }) => {»',
        "fix: extend or slice the words to one width",
      ),
    );
  });
  it("refuses no words at all", () => {
    expect(fault(() => evaluate([], () => vecOf(...([] as Bits[])))).split("\n")[0]).to.equal(
      "SIZE: vecOf joins no words",
    );
  });
});

describe("vecConst", () => {
  it("is a constant vector, lane 0 first", () => {
    const { value } = evaluate([[8, [1, 1, 1]]], (v: Vec<3, Bits<8>>) => v.add(vecConst([1, 2, 3], 8)));
    expect(value).to.equal(0x040302);
  });
  it("refuses a value that does not fit a lane", () => {
    expect(fault(() => evaluate([], () => vecConst([1, 256], 8)))).to.equal(
      text(
        "LITERAL: 256 does not fit a lane of 8 bits",
        "here: «expect(fault(() => evaluate([], () => vecConst([1, 256], 8)))).to.equal(»",
        "fix: widen the lanes or mend the constant",
      ),
    );
  });
  it("refuses a value that is no whole number", () => {
    expect(fault(() => evaluate([], () => vecConst([1.5], 8))).split("\n")[0]).to.equal(
      "LITERAL: 1.5 does not fit a lane of 8 bits",
    );
  });
});
