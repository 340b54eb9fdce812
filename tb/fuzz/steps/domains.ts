import type fc from "fast-check";
import type { Step } from "../body.ts";
import { derived, refs } from "../draw.ts";

/** Clocks beside the module's own: at the pins, divided, gated, or made of a register. */

const root = refs(1, 1).map(
  ([from]): Step =>
    (body, tag) => {
      if (body.options.depth > 0) return;
      const name = body.name("clock");
      const reset = ["sync", "async", "none"][derived(from, 0, 3)];
      const edge = derived(from, 1, 3) === 0 ? "fall" : "rise";
      const active = derived(from, 2, 3) === 0 ? "low" : "high";
      body.line(
        `const ${name} = clockDomain("${name}", { edge: "${edge}", reset: "${reset}", active: "${active}" });`,
      );
      const isKnownAtOnce = reset !== "sync";
      body.domains.push({ text: name, tag, family: body.newFamily(), isKnownAtOnce, isDerived: false });
    },
);

const divided = refs(2, 2).map(
  ([home, from]): Step =>
    (body, tag) => {
      body.enter(home);
      const name = body.name("slow");
      const text = body.clocked(`dividedClock("${name}", ${2 + 2 * derived(from, 0, 3)})`);
      body.line(`const ${name} = ${text};`);
      body.domains.push({ ...body.domain, text: name, tag });
    },
);

/**
 * Open until the resets are over, so that a synchronous reset finds its edge. Not behind a register: what it is clocked
 * by and its enable would move at once.
 */
const gated = refs(2, 2).map(
  ([home, from]): Step =>
    (body, tag) => {
      body.enter(home);
      if (body.domain.isDerived) return;
      const name = body.name("gated");
      const enable = body.domain.isKnownAtOnce ? body.word(from, 1) : `live.not().or(${body.word(from, 1)})`;
      body.line(`const ${name} = ${body.clocked(`gatedClock("${name}", ${enable})`)};`);
      body.domains.push({ ...body.domain, text: name, tag });
    },
);

/** Clocked by one bit of a register. Its own registers are known without an edge, since none comes in reset. */
const derivedClock = refs(2, 2).map(
  ([home, from]): Step =>
    (body, tag) => {
      body.enter(home);
      const source = body.register(from);
      if (source === undefined || source.lanes > 0 || !body.domain.isKnownAtOnce) return;
      const name = body.name("made");
      const clock =
        source.width === 1 ? source.text : `${source.text}.bit(${derived(from, 0, source.width)})`;
      body.line(`const ${name} = ${body.clocked(`derivedClock("${name}", ${clock})`)};`);
      body.domains.push({ ...body.domain, text: name, tag, family: body.newFamily(), isDerived: true });
    },
);

export const DOMAINS: readonly fc.WeightedArbitrary<Step>[] = [
  { arbitrary: root, weight: 1 },
  { arbitrary: divided, weight: 1 },
  { arbitrary: gated, weight: 1 },
  { arbitrary: derivedClock, weight: 1 },
];
