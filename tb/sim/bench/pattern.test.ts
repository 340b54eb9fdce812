import { expect } from "chai";
import { always, burst, every, never, type Pattern, random } from "../../../sim/bench/pattern.ts";
import { Random } from "../../../sim/bench/random.ts";

function cycles(pattern: Pattern, n: number, seed = 1): string {
  const goes = pattern(new Random(seed));
  return Array.from({ length: n }, () => (goes() ? "1" : "0")).join("");
}

describe("patterns", () => {
  it("go always or never", () => {
    expect(cycles(always, 4)).to.equal("1111");
    expect(cycles(never, 4)).to.equal("0000");
  });

  it("go once in n cycles", () => {
    expect(cycles(every(3), 8)).to.equal("10010010");
    expect(cycles(every(1), 3)).to.equal("111");
  });

  it("go and pause by turns", () => {
    expect(cycles(burst(2, 3), 10)).to.equal("1100011000");
  });

  it("go at random, the same way for the same seed", () => {
    expect(cycles(random(0.5), 64)).to.equal(cycles(random(0.5), 64));
    expect(cycles(random(0.5), 64)).to.not.equal(cycles(random(0.5), 64, 2));
    expect(cycles(random(0.1), 1000).replaceAll("0", "").length).to.be.within(70, 130);
  });
});
