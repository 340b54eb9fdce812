import { expect } from "chai";
import fc from "fast-check";
import type { Netlist } from "../../sim/netlist/netlist.ts";
import { validate } from "../../sim/netlist/validate.ts";
import { randomNetlist } from "./random-netlist.ts";
import { playOnReference } from "./stimulus.ts";

const STEPS = 6;

/**
 * Holds that a pass leaves its input alone, gives a valid netlist, and moves no bit of any signal on random netlists
 * under random stimuli with x and z.
 */
export function expectNothingMoves(pass: (netlist: Netlist) => Netlist, runs = 100): void {
  fc.assert(
    fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
      validate(netlist);
      const before = playOnReference(netlist, seed, STEPS);
      const input = JSON.stringify(netlist, withBigInts);
      const result = pass(netlist);
      validate(result);
      expect(JSON.stringify(netlist, withBigInts)).to.equal(input);
      expect(result.signals.map(({ name }) => name)).to.deep.equal(netlist.signals.map(({ name }) => name));
      expect(playOnReference(result, seed, STEPS)).to.deep.equal(before);
    }),
    { numRuns: runs },
  );
}

const withBigInts = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;
