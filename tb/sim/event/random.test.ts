import { expect } from "chai";
import fc from "fast-check";
import { randomWords } from "../../../sim/engine/random-words.ts";
import { EventEngine } from "../../../sim/event/kernel.ts";
import { randomNetlist } from "../../reference/random-netlist.ts";
import { randomStimuli } from "../../reference/stimulus.ts";
import { Design } from "./design.ts";
import { drive, peek } from "./drive.ts";

const first = (seed: number, count: number): number[] => {
  const next = randomWords(seed);
  return Array.from({ length: count }, () => next() >>> 0);
};

describe("the policy random", () => {
  it("draws the words of mulberry32", () => {
    expect(first(1, 3)).to.deep.equal([2693262067, 11749833, 2265367787]);
  });

  it("makes every x and z a bit, and repeats bit for bit for a seed", () => {
    const play = (netlist: Parameters<typeof randomStimuli>[0], seed: number, patience: number): string[] => {
      const engine = new EventEngine(netlist, { policy: "random", seed, patience });
      netlist.domains.forEach((_, domain) => {
        engine.clock(domain, { period: 2 + domain, phase: domain, high: 1 });
      });
      return randomStimuli(netlist, seed, 10).flatMap(({ inputs }) => {
        for (const [node, bits] of inputs) drive(engine, node, bits);
        engine.settle();
        engine.advance(engine.nextEvent());
        return netlist.signals.map(({ node }) => peek(engine, node));
      });
    };
    fc.assert(
      fc.property(randomNetlist, fc.nat(), (netlist, seed) => {
        const values = play(netlist, seed, 1000);
        expect(values.filter((bits) => /[xz]/.test(bits))).to.deep.equal([]);
        expect(play(netlist, seed, 0)).to.deep.equal(values);
      }),
      { numRuns: 40 },
    );
  });

  it("reads 0 beyond the end of a table", () => {
    const d = new Design();
    const table = d.table({ name: "t", width: 4, words: [15n, 15n, 15n], place: 0 });
    d.named("y", d.op("lookup", 4, [d.input("index", 2)], { table }));
    const run = d.run({ policy: "random", seed: 3 });
    expect(run.set({ index: "10" }).get("y")).to.equal("1111");
    expect(run.set({ index: "11" }).get("y")).to.equal("0000");
  });
});
