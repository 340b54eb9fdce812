import { expect } from "chai";
import fc from "fast-check";
import { findLoop } from "../../../sim/netlist/loops.ts";
import type { Netlist, NodeId } from "../../../sim/netlist/netlist.ts";
import { levelOrder } from "../../../sim/netlist/order.ts";
import { split } from "../../../sim/netlist/split.ts";
import { validate } from "../../../sim/netlist/validate.ts";
import { expectNothingMoves } from "../../reference/equivalence.ts";
import { Random } from "../../reference/random.ts";
import { count, expression, nodeOf, Sketch } from "../../reference/sketch.ts";
import { playOnReference } from "../../reference/stimulus.ts";

/**
 * A word whose parts are computed from the word itself by all kinds of operators, each part from the bits below it
 * only, as a designer may write it on purpose.
 */
const selfFeeding: fc.Arbitrary<Netlist> = fc
  .array(fc.integer(), { minLength: 1, maxLength: 6, size: "max" })
  .map((seeds) => {
    const b = new Sketch();
    const [a, c] = [b.input("a", 8), b.input("c", 1)];
    const parts = seeds.map((seed) => 2 + 2 * new Random(seed).below(8));
    const width = parts.reduce((sum, part) => sum + part, 8);
    const word = b.wire("word", width);
    const joined = [a];
    let below = 8;
    for (const [i, seed] of seeds.entries()) {
      joined.unshift(
        b.named(`part${i}`, partOf(b, new Random(seed), { word, width, below, part: parts[i], c })),
      );
      below += parts[i];
    }
    b.drive(word, b.op("cat", width, joined));
    return b.finish();
  });

interface Shape {
  readonly word: NodeId;
  readonly width: number;
  /** Bits of the word that may be used. */
  readonly below: number;
  readonly part: number;
  readonly c: NodeId;
}

function partOf(b: Sketch, random: Random, { word, width, below, part, c }: Shape): NodeId {
  const full = (): NodeId => {
    const kept = random.below(2) === 0 ? b.constant(random.bits(width), width) : word;
    const lane = b.op(random.pick(["and", "or", "xor"] as const), width, [word, kept]);
    return random.pick([lane, b.op("not", width, [word]), b.op("mux", width, [c, word, lane]), word]);
  };
  const bits = (count: number): NodeId => {
    const most = Math.min(count, below);
    const low = b.op("slice", most, [full()], { low: random.below(below - most + 1) });
    return most === count ? low : b.op(random.pick(["zext", "sext"] as const), count, [low]);
  };
  switch (random.below(8)) {
    case 0:
      return b.op(random.pick(["add", "sub", "mul"] as const), part, [bits(part), bits(part)], undefined, 2);
    case 1: {
      const wide = b.op("shl", width, [full(), b.constant(BigInt(width - below), 12)]);
      return b.op("slice", part, [b.op("shr", width, [wide, b.constant(BigInt(width - below), 12)])], {
        low: 0,
      });
    }
    case 2: {
      const lanes = b.op("eq", part, [bits(2 * part), bits(2 * part)], undefined, part);
      return b.op(
        "permute",
        part,
        [lanes],
        { from: part, index: Array.from({ length: part }, () => 0) },
        part,
      );
    }
    case 3:
      return b.op("mux", part, [bits(2), bits(part), bits(part)], undefined, 2);
    case 4:
      return b.op("pick", part, [bits(3 * part), bits(2)], { from: 3 });
    case 5:
      return b.op(random.pick(["zext", "sext"] as const), part, [bits(2)], undefined, 2);
    case 6:
      return b.op(random.pick(["shl", "shr", "sra"] as const), part, [bits(part), bits(2)], undefined, 2);
    default:
      return b.op("cat", part, [bits(part / 2), bits(part / 2)], undefined, part / 2);
  }
}

describe("split", () => {
  it("leaves a netlist alone whose words have a level order", () => {
    const b = new Sketch();
    b.named("y", b.op("not", 8, [b.input("a", 8)]));
    const netlist = b.finish();
    expect(split(netlist)).to.equal(netlist);
  });

  it("makes a ripple through one wire a chain of runs", () => {
    const b = new Sketch();
    const a = b.input("a", 4);
    const w = b.wire("w", 8);
    b.drive(w, b.op("cat", 8, [b.op("not", 4, [b.op("slice", 4, [w], { low: 0 })]), a]));
    const netlist = split(b.finish());
    levelOrder(netlist);
    expect(expression(netlist, nodeOf(netlist, "w"))).to.equal("cat(not(a), a)");
  });

  it("keeps lanes that hang together whole, and leaves other nodes alone", () => {
    const b = new Sketch();
    const a = b.input("a", 8);
    const other = b.op("add", 8, [a, a]);
    const w = b.wire("w", 16);
    const low = b.op("slice", 8, [w], { low: 0 });
    b.drive(w, b.op("cat", 16, [b.op("sub", 8, [low, a]), other]));
    const netlist = split(b.finish());
    expect(expression(netlist, nodeOf(netlist, "w"))).to.equal("cat(sub(add(a, a), a), add(a, a))");
    expect(count(netlist, "sub")).to.equal(1);
  });

  it("gives every node a level and moves no bit, whatever the word is made of", () => {
    fc.assert(
      fc.property(selfFeeding, fc.integer(), (netlist, seed) => {
        validate(netlist);
        expect(findLoop(netlist)).to.equal(undefined);
        expect(() => levelOrder(netlist)).to.throw("have no level");
        const before = playOnReference(netlist, seed, 6);
        const result = split(netlist);
        validate(result);
        levelOrder(result);
        expect(playOnReference(result, seed, 6)).to.deep.equal(before);
      }),
      { numRuns: 200 },
    );
  });

  it("moves no bit where there is nothing to split", () => expectNothingMoves(split, 20));
});
