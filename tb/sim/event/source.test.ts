import { expect } from "chai";
import {
  and,
  constantWords,
  or,
  Source,
  shiftLeft,
  shiftRight,
  type Words,
  xor,
} from "../../../sim/event/source.ts";

const value = (name: string, width: number): Words => {
  const words = Array.from({ length: Math.ceil(width / 32) }, (_, i) => `${name}${i}`);
  return { width, words, unknown: words.map(() => "0") };
};

describe("expressions", () => {
  it("fold numbers, zeros and ones away", () => {
    expect([and("12", "10"), and("a", "0"), and("a", "-1"), and("a", "6")]).to.deep.equal([
      "8",
      "0",
      "a",
      "(a & 6)",
    ]);
    expect([or("12", "3"), or("0", "a"), or("a", "-1")]).to.deep.equal(["15", "a", "-1"]);
    expect([xor("5", "1"), xor("a", "0"), xor("a", "-1")]).to.deep.equal(["4", "a", "~a"]);
    expect([shiftLeft("1", 31), shiftRight("-1", 28), shiftLeft("a", 0)]).to.deep.equal([
      "-2147483648",
      "15",
      "a",
    ]);
  });
});

describe("Source", () => {
  it("splits a constant into signed words", () => {
    expect(constantWords(0x1_ffff_ffffn, 40)).to.deep.equal({
      width: 40,
      words: ["-1", "1"],
      unknown: ["0", "0"],
    });
  });

  it("moves bits together that move alike", () => {
    const source = new Source();
    const a = value("a", 32);
    source.assemble(32, [
      { source: a, from: 0, to: 8, count: 8 },
      { source: a, from: 16, to: 24, count: 8 },
      { source: a, from: 8, to: 0, count: 8 },
      { source: a, from: 24, to: 16, count: 8 },
    ]);
    expect(`${source}`).to.equal("const t0 = (((a0 << 8) & -16711936) | ((a0 >>> 8) & 16711935));");
  });

  it("masks nothing that a shift has dropped", () => {
    const source = new Source();
    source.assemble(36, [
      { source: value("low", 30), from: 0, to: 0, count: 30 },
      { source: value("high", 6), from: 0, to: 30, count: 6 },
    ]);
    expect(`${source}`).to.equal("const t0 = (low0 | (high0 << 30));\nconst t1 = (high0 >>> 2);");
  });

  it("takes lanes across words", () => {
    const source = new Source();
    expect(source.lane(value("a", 60), 1, 20).words).to.deep.equal(["t0"]);
    expect(`${source}`).to.equal("const t0 = ((a0 >>> 20) | ((a1 << 12) & 1044480));");
  });

  it("makes no variable of what is one, nor of a number", () => {
    const source = new Source();
    expect([source.name("a0"), source.name("-3"), source.name("(a0 | b0)")]).to.deep.equal([
      "a0",
      "-3",
      "t0",
    ]);
  });

  it("poisons a value under a mask in both planes, and not at all without", () => {
    const source = new Source();
    const a = value("a", 4);
    expect(source.poison(a, "0")).to.deep.equal(a);
    source.poison(a, "m");
    expect(`${source}`).to.equal("const t0 = (a0 & ~m);\nconst t1 = (m & 15);");
  });
});
