import { expect } from "chai";
import { Random } from "../../../sim/bench/random.ts";

/** From a Python model of xoshiro128** (Blackman, Vigna 2018) whose state four words of splitmix32 of 1 fill. */
const FIRST = [393288148, -2120864283, -480208205];

describe("random numbers", () => {
  it("are the same for the same seed, and others for another", () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 4 },
        (
          (r) => () =>
            r.word()
        )(new Random(seed)),
      );
    expect(draw(1)).to.deep.equal(draw(1));
    expect(draw(1)).to.not.deep.equal(draw(2));
  });

  it("stay what they are from version to version", () => {
    const r = new Random(1);
    expect([r.word(), r.word(), r.word()]).to.deep.equal(FIRST);
  });

  it("lie within their bounds and reach them", () => {
    const r = new Random(5);
    const seen = new Set(Array.from({ length: 200 }, () => r.between(3, 6)));
    expect([...seen].sort()).to.deep.equal([3, 4, 5, 6]);
    expect(new Set(Array.from({ length: 200 }, () => r.pick("abc".split(""))))).to.deep.equal(new Set("cab"));
  });

  it("come with the probability that is asked for", () => {
    const r = new Random(9);
    const hits = Array.from({ length: 10_000 }, () => r.chance(0.25)).filter(Boolean).length;
    expect(hits).to.be.within(2350, 2650);
    expect([r.chance(0), r.chance(1)]).to.deep.equal([false, true]);
  });

  it("fill bytes and words of any width", () => {
    const r = new Random(2);
    expect(r.bytes(7)).to.have.lengthOf(7);
    const widths = [1, 31, 32, 33, 512];
    for (const width of widths) expect(r.bits(width) >> BigInt(width)).to.equal(0n);
    const ones = Array.from({ length: 200 }, () => r.bits(512)).reduce((sum, word) => sum | word, 0n);
    expect(ones).to.equal(2n ** 512n - 1n);
  });

  it("of a fork depend on its label only, not on what was drawn before", () => {
    const fresh = new Random(3);
    const drawn = new Random(3);
    drawn.word();
    expect(drawn.fork("writer").word()).to.equal(fresh.fork("writer").word());
    expect(fresh.fork("writer").word()).to.not.equal(fresh.fork("reader").word());
  });
});
