import fc from "fast-check";
import type { Step } from "./body.ts";
import { derived, type Ref, ref } from "./draw.ts";
import { type Draft, draft, type ModuleText, writeModule } from "./module-text.ts";
import { DOMAINS } from "./steps/domains.ts";
import { instance } from "./steps/instances.ts";
import { MACHINES } from "./steps/machines.ts";
import { MEMORIES } from "./steps/memories.ts";
import { REGISTERS, WIRES } from "./steps/nets.ts";
import { VECTORS } from "./steps/vectors.ts";
import { WORDS } from "./steps/words.ts";

/**
 * `combinational`: no state; `sequential`: registers, memories, machines and clocks, known from the resets on;
 * `unknown`: one clock, and state, indexes and inputs that may be unknown.
 */
export const KINDS = ["combinational", "sequential", "unknown"] as const;
export type Kind = (typeof KINDS)[number];

/** A random module before it has a name. */
export interface Plan {
  readonly kind: Kind;
  readonly draft: Draft;
  readonly home: Ref;
}

const LOGIC = [...WORDS, ...VECTORS, ...WIRES, ...WIRES, ...WIRES];
const STATE = [...REGISTERS, ...REGISTERS, ...MEMORIES, ...MACHINES];

const KIND_STEPS: Readonly<Record<Kind, readonly fc.WeightedArbitrary<Step>[]>> = {
  combinational: LOGIC,
  sequential: [...LOGIC, ...STATE, ...STATE, ...DOMAINS],
  unknown: [...LOGIC, ...STATE],
};

/** A module of up to 10 steps, with modules in it, and modules in those. */
export function plan(kind: Kind): fc.Arbitrary<Plan> {
  let step = fc.oneof(...KIND_STEPS[kind]);
  for (let depth = 0; depth < 2; depth++) {
    step = fc.oneof({ arbitrary: step, weight: 24 }, { arbitrary: instance(step), weight: 1 });
  }
  return fc.record({ kind: fc.constant(kind), draft: draft(step, 10), home: ref });
}

/** How the top is elaborated. */
export interface TopOptions {
  readonly edge: "rise" | "fall";
  readonly reset: "sync" | "async" | "none";
  readonly active: "high" | "low";
}

/** A random module as the source that describes it. */
export interface Source extends ModuleText {
  readonly name: string;
  readonly kind: Kind;
  readonly options: TopOptions;
}

export function writeSource({ kind, draft: drawn, home }: Plan, name: string): Source {
  const options: TopOptions = {
    edge: derived(home, 0, 4) === 0 ? "fall" : "rise",
    reset: (["sync", "async", "none"] as const)[derived(home, 1, 3)],
    active: derived(home, 2, 4) === 0 ? "low" : "high",
  };
  const domain = {
    text: undefined,
    tag: home,
    family: 0,
    isKnownAtOnce: options.reset !== "sync",
    isDerived: false,
  };
  const isClocked = kind !== "combinational";
  const text = writeModule(drawn, { name, domain, depth: 0, unknown: kind === "unknown", isClocked });
  return { name, kind, options, ...text };
}
