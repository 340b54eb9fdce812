import { expect } from "chai";
import { caseOf } from "./case.ts";
import { wordsOf } from "./stimulus.ts";

/** A module with an input of more than one word. */
const WIDE = 1;

/** The values that an input of a random module takes, as numbers. */
function valuesAt(number: number, kind: "sequential" | "unknown", path: string): bigint[] {
  const { rig, stimulus } = caseOf({ seed: 2, kind, vectors: 300 }, number);
  const input = rig.inputs.findIndex((pin) => pin.path === path);
  const count = wordsOf(rig.inputs[input].width);
  return Array.from({ length: stimulus.steps }, (_, step) => {
    const at = step * stimulus.words + stimulus.at[input];
    return stimulus.value
      .subarray(at, at + count)
      .reduceRight((all, word) => (all << 32n) | BigInt(word >>> 0), 0n);
  });
}

describe("a stimulus", () => {
  it("has corners and any values, within the width, and values that stay", () => {
    const { path, width } = caseOf({ seed: 2, kind: "sequential", vectors: 1 }, WIDE).rig.inputs.find(
      (pin) => pin.width > 32,
    )!;
    const values = valuesAt(WIDE, "sequential", path);
    const all = (1n << BigInt(width)) - 1n;
    for (const corner of [0n, all, 1n, 1n << BigInt(width - 1), all >> 1n]) expect(values).to.include(corner);
    expect(values.every((value) => value <= all)).to.equal(true);
    expect(new Set(values).size).to.be.above(150);
    expect(values.some((value, step) => step > 0 && value === values[step - 1])).to.equal(true);
  });

  it("holds resets active, and live low, until every domain has had its edges", () => {
    const cases = Array.from({ length: 20 }, (_, k) =>
      caseOf({ seed: 2, kind: "sequential", vectors: 100 }, k),
    );
    for (const { rig, stimulus } of cases) {
      for (const [input, { node, path }] of rig.inputs.entries()) {
        const reset = rig.netlist.domains.find((domain) => domain.reset?.node === node)?.reset;
        if (!reset && path !== "live") continue;
        const levels = Array.from(
          { length: stimulus.steps },
          (_, k) => stimulus.value[k * stimulus.words + stimulus.at[input]],
        );
        const first = reset ? reset.active : 0;
        expect(levels.slice(0, Math.max(2, rig.warmup)).every((level) => level === first)).to.equal(true);
        expect(levels).to.include(1 - first);
      }
    }
  });

  it("has unknown bits for modules that may have them only", () => {
    const unknown = (kind: "sequential" | "unknown") =>
      caseOf({ seed: 2, kind, vectors: 100 }, 1).stimulus.unknown.some((word) => word !== 0);
    expect(unknown("unknown")).to.equal(true);
    expect(unknown("sequential")).to.equal(false);
  });
});
