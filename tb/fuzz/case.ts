import fc from "fast-check";
import { derived } from "./draw.ts";
import { type Kind, type Plan, plan, writeSource } from "./module.ts";
import { type Rig, rigOf } from "./rig.ts";
import { type Stimulus, stimulusOf } from "./stimulus.ts";

/** One random module of a run, and what is driven at it. The same seed and number give the same on any machine. */
export interface Case {
  readonly number: number;
  readonly kind: Kind;
  readonly seed: number;
  readonly rig: Rig;
  readonly stimulus: Stimulus;
}

/** What is common to the modules of a run. */
export interface CaseOptions {
  readonly seed: number;
  /** `both`: one module in four has state. */
  readonly kind: Kind | "both";
  /** Values at the inputs of a module, cycles of its clock where it has one. */
  readonly vectors: number;
}

export function caseOf({ seed, kind: wanted, vectors }: CaseOptions, number: number): Case {
  const kind = wanted !== "both" ? wanted : number % 4 === 3 ? "sequential" : "combinational";
  const own = derived(seed, number, 2 ** 31);
  let drawn: Plan | undefined;
  fc.assert(
    fc.property(plan(kind), (first) => {
      drawn = first;
    }),
    drawOne(own),
  );
  return { number, kind, seed: own, ...built(drawn!, number, own, vectors) };
}

/** What makes fast-check draw the module of this seed first, and the same one when it is to be shrunk. */
export const drawOne = (seed: number): fc.Parameters<unknown> => ({ seed, numRuns: 1, unbiased: true });

export function built(
  drawn: Plan,
  number: number,
  seed: number,
  vectors: number,
): Pick<Case, "rig" | "stimulus"> {
  const rig = rigOf(writeSource(drawn, `F${number}`), seed);
  return { rig, stimulus: stimulusOf(rig, vectors) };
}
