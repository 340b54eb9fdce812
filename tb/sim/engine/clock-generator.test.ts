import { expect } from "chai";
import { ClockGenerator } from "../../../sim/engine/clock-generator.ts";
import { Design } from "../event/design.ts";

function design() {
  const d = new Design();
  const clock = d.clockNode();
  d.line = 7;
  d.clocked("rise", clock);
  d.clocked("fall", clock, { edge: "fall" });
  d.clocked("other", d.clockNode());
  d.line = 9;
  d.clocked("derived", d.input("pin"));
  return new ClockGenerator(d.finish());
}

const toggles = (generator: ClockGenerator, count: number): [number, number, number][] => {
  const seen: [number, number, number][] = [];
  while (seen.length < count) {
    const time = generator.next;
    generator.toggle(time, (node, level) => seen.push([time, node, level]));
  }
  return seen;
};

describe("ClockGenerator", () => {
  it("is low until its phase, then high and low by turns", () => {
    const generator = design();
    expect(generator.next).to.equal(Infinity);
    generator.add(0, { period: 10, phase: 3, high: 4 });
    expect(toggles(generator, 5)).to.deep.equal([
      [3, 0, 1],
      [7, 0, 0],
      [13, 0, 1],
      [17, 0, 0],
      [23, 0, 1],
    ]);
  });

  it("takes all toggles of one time together", () => {
    const generator = design();
    generator.add(0, { period: 4, phase: 2, high: 2 });
    generator.add(2, { period: 2, phase: 0, high: 1 });
    expect(toggles(generator, 5)).to.deep.equal([
      [0, 1, 1],
      [1, 1, 0],
      [2, 0, 1],
      [2, 1, 1],
      [3, 1, 0],
    ]);
  });

  it("makes one waveform of a clock that two domains share", () => {
    const generator = design();
    generator.add(0, { period: 10, phase: 0, high: 5 });
    generator.add(1, { period: 10, phase: 0, high: 5 });
    expect(toggles(generator, 2)).to.deep.equal([
      [0, 0, 1],
      [5, 0, 0],
    ]);
  });

  it("refuses two waveforms for one clock", () => {
    const generator = design();
    generator.add(0, { period: 10, phase: 0, high: 5 });
    expect(() => generator.add(1, { period: 12, phase: 0, high: 6 })).to.throw(
      "CLOCK: the clock of domain fall has another waveform already\n" +
        "  domain fall: design.ts:7\n  fix: give each clock one waveform",
    );
  });

  it("refuses a waveform for a derived clock", () => {
    expect(() => design().add(3, { period: 10, phase: 0, high: 5 })).to.throw(
      "CLOCK: domain derived has a derived clock, which no waveform can drive\n" +
        "  domain derived: design.ts:9\n  fix: give the waveform to its root clock",
    );
  });

  for (const timing of [
    { period: 1, phase: 0, high: 1 },
    { period: 10, phase: -1, high: 5 },
    { period: 10, phase: 0, high: 10 },
    { period: 10, phase: 0, high: 0 },
    { period: 2.5, phase: 0, high: 1 },
  ]) {
    it(`refuses ${JSON.stringify(timing)}`, () => {
      const { period, phase, high } = timing;
      expect(() => design().add(0, timing)).to.throw(
        `CLOCK: a clock with period ${period} ps, phase ${phase} ps and high ${high} ps cannot be made\n` +
          "  domain rise: design.ts:7\n" +
          "  fix: use whole picoseconds, with period >= 2, phase >= 0 and 1 <= high < period",
      );
    });
  }
});
