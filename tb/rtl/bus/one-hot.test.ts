import { expect } from "chai";
import { encode, lowest, several } from "../../../rtl/bus/one-hot.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { type Bits, In, module, Out, u } from "../../../sim/hdl/index.ts";

/** What combinational hardware makes of words of some bits. */
function hardware(width: number, to: number, body: (word: Bits) => Bits): (word: bigint) => bigint {
  const Block = module("Block", { word: In(u(width)), result: Out(u(to)) }, ({ word, result }) => {
    result.drive(body(word));
  });
  const sim = simulate(Block);
  return (word) => {
    sim.drive(sim.dut.word, word);
    sim.run({ time: 1 });
    return sim.peek(sim.dut.result) as bigint;
  };
}

const WIDTHS = [1, 2, 3, 5, 8];
const words = (width: number) => Array.from({ length: 2 ** width }, (_, word) => BigInt(word));
const ones = (word: bigint): number[] =>
  [...word.toString(2)].reverse().flatMap((bit, i) => (bit === "1" ? [i] : []));

describe("lowest", () => {
  for (const width of WIDTHS) {
    it(`keeps the lowest 1 of every word of ${width} bits, and nothing of 0`, () => {
      const run = hardware(width, width, lowest);
      for (const word of words(width)) {
        const [first] = ones(word);
        expect(run(word), `of ${word}`).to.equal(first === undefined ? 0n : 1n << BigInt(first));
      }
    });
  }

  it("keeps bit 1023 of 1024", () => {
    expect(hardware(1024, 1024, lowest)(1n << 1023n)).to.equal(1n << 1023n);
  });
});

describe("encode", () => {
  for (const [width, bits] of [
    [1, 1],
    [2, 1],
    [3, 2],
    [64, 6],
    [65, 7],
    [1024, 10],
  ] as const) {
    it(`gives the number of the only 1 among ${width} in ${bits} bits, and 0 for none`, () => {
      const run = hardware(width, bits, (word) => encode(word, bits));
      for (let position = 0; position < width; position += width > 100 ? 31 : 1) {
        expect(run(1n << BigInt(position))).to.equal(BigInt(position));
      }
      expect(run(1n << BigInt(width - 1))).to.equal(BigInt(width - 1));
      expect(run(0n)).to.equal(0n);
    });
  }
});

describe("several", () => {
  for (const width of WIDTHS) {
    it(`is 1 for every word of ${width} bits with two 1s or more`, () => {
      const run = hardware(width, 1, several);
      for (const word of words(width))
        expect(run(word), `of ${word}`).to.equal(ones(word).length > 1 ? 1n : 0n);
    });
  }
});
