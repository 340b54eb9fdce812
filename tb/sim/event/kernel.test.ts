import { expect } from "chai";
import fc from "fast-check";
import { EventEngine, type EventOptions } from "../../../sim/event/kernel.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import { optimise } from "../../../sim/netlist/passes.ts";
import { Reference } from "../../reference/evaluate.ts";
import { Random } from "../../reference/random.ts";
import { randomNetlist } from "../../reference/random-netlist.ts";
import { randomStimuli } from "../../reference/stimulus.ts";
import { drive, peek } from "./drive.ts";

/** Plays one stimulus on both, each domain's clock toggling at random times, and compares every named signal. */
function expectAgreement(netlist: Netlist, seed: number, steps: number, options: EventOptions = {}): void {
  const engine = new EventEngine(netlist, options);
  const reference = new Reference(netlist);
  const random = new Random(seed);
  const timings = netlist.domains.map(() => {
    const period = 2 + random.below(3);
    return { period, phase: random.below(3), high: 1 + random.below(period - 1) };
  });
  timings.forEach((timing, domain) => {
    engine.clock(domain, timing);
  });
  const compare = (when: string): void => {
    const differences = netlist.signals
      .filter(({ kind }) => kind !== "clock")
      .map(({ name, node }) => [name, peek(engine, node), reference.getBits(node)])
      .filter(([, ours, theirs]) => ours !== theirs);
    expect(differences, when).to.deep.equal([]);
  };
  compare("at power-up");
  for (const { inputs } of randomStimuli(netlist, seed, steps)) {
    for (const [node, bits] of inputs) {
      drive(engine, node, bits);
      reference.setBits(node, bits);
    }
    engine.settle();
    reference.settle();
    compare(`settled at ${engine.time}`);
    const time = engine.nextEvent();
    engine.advance(time);
    const active = netlist.domains.flatMap(({ edge }, domain) => {
      const { period, phase, high } = timings[domain];
      const at = time - phase - (edge === "rise" ? 0 : high);
      return at >= 0 && at % period === 0 ? [domain] : [];
    });
    reference.edge(active);
    compare(`after the edges of ${active} at ${time}`);
  }
  netlist.memories.forEach(({ depth, width }, memory) => {
    for (let address = 0; address < depth; address++) {
      const { value, unknown } = engine.peekMemory(memory, address);
      const word = [...reference.getWord(memory, address)];
      const bit = (plane: bigint, i: number): bigint => (plane >> BigInt(width - 1 - i)) & 1n;
      const seen = word.map((_, i) => "01xz"[Number(2n * bit(unknown, i) + bit(value, i))]);
      expect(seen.join("")).to.equal(word.join(""));
    }
  });
}

describe("EventEngine", () => {
  it("gives every named signal of random netlists the value that the reference gives, after each settle and edge", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(netlist, seed, 20);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("gives the same values where generated code takes over at once", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(netlist, seed, 20, { patience: 0 });
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("agrees with the reference after the passes too", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(optimise(netlist), seed, 20);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
