import fc from "fast-check";
import type { Body, Step } from "../body.ts";
import { derived, literal, MAX_WIDTH, type Ref, ref, refs, spell } from "../draw.ts";
import { romOf } from "./words.ts";

/** Operators on vectors, one a step. */

interface Shape {
  readonly lanes: number;
  readonly each: number;
}

/** Few are wide: other simulators take long for them. */
const shape: fc.Arbitrary<Shape> = fc
  .record({
    lanes: fc.constantFrom(1, 2, 3, 4, 5, 8, 16, 17),
    each: fc.oneof(fc.constantFrom(1, 8, 16, 32), fc.integer({ min: 1, max: 130 })),
    most: fc.constantFrom(64, 64, 128, 128, MAX_WIDTH),
  })
  .map(({ lanes, each, most }) => ({ lanes, each: Math.min(each, Math.floor(most / lanes)) }));

/** What `map` does with a lane: its text and the width of its result. */
type LaneOperator = (
  body: Body,
  shape: Shape,
  from: Ref,
) => { readonly text: string; readonly width: number };

const within = ({ lanes }: Shape, bits: number): boolean => lanes * bits <= MAX_WIDTH;

const MAPS: readonly LaneOperator[] = [
  (body, { each }, from) => ({ text: `lane.add(${body.operand(from, each)})`, width: each }),
  (body, { each }, from) => ({ text: `${body.word(from, each)}.sub(lane)`, width: each }),
  (body, { each }, from) => ({ text: `lane.xor(${body.operand(from, each)}).not()`, width: each }),
  (body, { each }, from) => ({ text: `lane.lt(${body.operand(from, each)})`, width: 1 }),
  (body, { each }, from) => ({ text: `lane.sle(${body.operand(from, each)})`, width: 1 }),
  (body, { each }, from) => ({ text: `lane.ne(${body.operand(from, each)})`, width: 1 }),
  (_, __, from) => ({ text: `lane.${["andR", "orR", "xorR"][derived(from, 0, 3)]}()`, width: 1 }),
  (_, { each }, from) => ({
    text: `lane.${["shl", "shr", "sra"][derived(from, 0, 3)]}(${derived(from, 1, each + 2)})`,
    width: each,
  }),
  (body, { each }, from) => ({
    text: `lane.${["shl", "shr", "sra"][derived(from, 0, 3)]}(${body.word(from, 1 + derived(from, 1, 9))})`,
    width: each,
  }),
  (_, { each }, from) => {
    const low = derived(from, 0, each);
    const bits = 1 + derived(from, 1, each - low);
    return { text: bits === 1 ? `lane.bit(${low})` : `lane.at("${low + bits - 1}:${low}")`, width: bits };
  },
  (_, of, from) => {
    const to = of.each + derived(from, 0, Math.floor((MAX_WIDTH - of.each * of.lanes) / of.lanes / 4) + 1);
    return { text: `lane.${["zext", "sext"][derived(from, 1, 2)]}(${to})`, width: to };
  },
  (body, { each }, from) => ({
    text: `mux(lane.bit(${derived(from, 0, each)}), lane.add(1), ${body.word(from, each)})`,
    width: each,
  }),
  (body, { each }, from) => ({
    text: `mux(${body.word(from, 1)}, lane, ${spell(literal(from, each))})`,
    width: each,
  }),
  (_, of) =>
    within(of, 2 * of.each)
      ? { text: "lane.mul(lane)", width: 2 * of.each }
      : { text: "lane.sub(1)", width: of.each },
  (body, of, from) => {
    const bits = 1 + derived(from, 0, 5);
    return within(of, of.each + bits)
      ? { text: `cat(${body.word(from, bits)}, lane)`, width: of.each + bits }
      : { text: "lane.not()", width: of.each };
  },
  (body, { lanes, each }, from) => {
    const bits = 1 + derived(from, 0, Math.min(16, Math.floor(MAX_WIDTH / lanes)));
    const index = Math.min(each, 8);
    const name = romOf(body.before, `${body.options.name}_${body.name("rom")}`, bits, 2 ** index, from);
    const lane = index === each ? "lane" : index === 1 ? "lane.bit(0)" : `lane.at("${index - 1}:0")`;
    return { text: `${lane}.lookup(${name})`, width: bits };
  },
];

const mapped = fc.record({ shape, op: fc.nat({ max: MAPS.length - 1 }), refs: refs(2, 2) }).map(
  ({ shape: of, op, refs: [from, by] }): Step =>
    (body, tag) => {
      const vector = body.vector(from, of.lanes, of.each);
      const { text, width } = MAPS[op](body, of, by);
      body.define(`${vector}.map((lane) => ${text})`, of.lanes * width, tag, of.lanes);
    },
);

/** What `zip` does with two lanes; the width of its result by that of a lane. */
const ZIPS: readonly (readonly [text: string, width: (each: number) => number])[] = [
  ["one.add(two)", (each) => each],
  ["one.sub(two)", (each) => each],
  ["one.and(two.not())", (each) => each],
  ["one.eq(two)", () => 1],
  ["one.le(two)", () => 1],
  ["one.slt(two)", () => 1],
  ["mux(one.lt(two), two, one)", (each) => each],
  ["mux(one.xor(two).xorR(), one, two.add(1))", (each) => each],
  ["one.addc(two)", (each) => each + 1],
  ["cat(one, two)", (each) => 2 * each],
  ["one.mul(two)", (each) => 2 * each],
];

const zipped = fc.record({ shape, op: fc.nat({ max: ZIPS.length - 1 }), refs: refs(2, 2) }).map(
  ({ shape: of, op, refs: [left, right] }): Step =>
    (body, tag) => {
      const [one, two] = [body.vector(left, of.lanes, of.each), body.vector(right, of.lanes, of.each)];
      const [text, width] = within(of, ZIPS[op][1](of.each)) ? ZIPS[op] : ZIPS[0];
      body.define(`${one}.zip(${two}, (one, two) => ${text})`, of.lanes * width(of.each), tag, of.lanes);
    },
);

const whole = fc
  .record({ shape, op: fc.constantFrom("and", "or", "xor", "add", "sub", "not"), refs: refs(2, 2) })
  .map(
    ({ shape: { lanes, each }, op, refs: [left, right] }): Step =>
      (body, tag) => {
        const one = body.vector(left, lanes, each);
        const text = op === "not" ? "" : body.vector(right, lanes, each);
        body.define(`${one}.${op}(${text})`, lanes * each, tag, lanes);
      },
  );

const permuted = fc.record({ shape, to: fc.integer({ min: 1, max: 17 }), of: ref }).map(
  ({ shape: { lanes, each }, to, of }): Step =>
    (body, tag) => {
      const vector = body.vector(of, lanes, each);
      if (derived(of, 0, 3) === 0) {
        body.define(`${vector}.rotate(${derived(of, 1, 2 * lanes) - lanes})`, lanes * each, tag, lanes);
        return;
      }
      const count = Math.min(to, Math.floor(MAX_WIDTH / each));
      const index = Array.from({ length: count }, (_, lane) => derived(of, 2 + lane, lanes));
      body.define(`${vector}.permute([${index.join(", ")}])`, count * each, tag, count);
    },
);

const lane = fc.record({ shape, by: fc.constantFrom(0, 1, 2, 3, 4, 5, 34), refs: refs(2, 2) }).map(
  ({ shape: { lanes, each }, by, refs: [of, index] }): Step =>
    (body, tag) => {
      const vector = body.vector(of, lanes, each);
      const text = by === 0 ? `${derived(index, 0, lanes)}` : body.index(index, by, lanes);
      body.define(`${vector}.lane(${text})`, each, tag);
    },
);

/** By one bit for all lanes, or by a bit a lane. */
const chosen = fc.record({ shape, byLane: fc.boolean(), refs: refs(3, 3) }).map(
  ({ shape: { lanes, each }, byLane, refs: [select, one, two] }): Step =>
    (body, tag) => {
      const by = byLane ? body.vector(select, lanes, 1) : body.word(select, 1);
      const text = `mux(${by}, ${body.vector(one, lanes, each)}, ${body.vector(two, lanes, each)})`;
      body.define(text, lanes * each, tag, lanes);
    },
);

const gathered = fc.record({ shape, refs: refs(17, 17), constant: fc.boolean() }).map(
  ({ shape: { lanes, each }, refs: from, constant }): Step =>
    (body, tag) => {
      const words = from.slice(0, lanes);
      const text = constant
        ? `vecConst([${words.map((word) => spell(literal(word, each))).join(", ")}], ${each})`
        : `vecOf(${words.map((word) => body.word(word, each)).join(", ")})`;
      body.define(text, lanes * each, tag, lanes);
    },
);

const regrouped = fc.record({ shape, by: fc.integer({ min: 1, max: 20 }), of: ref }).map(
  ({ shape: { lanes, each }, by, of }): Step =>
    (body, tag) => {
      const total = lanes * each;
      const count = total % by === 0 ? by : total;
      const text = `${body.vector(of, lanes, each)}.regroup(${count}, ${total / count})`;
      body.define(text, total, tag, count);
    },
);

export const VECTORS: readonly fc.WeightedArbitrary<Step>[] = [
  { arbitrary: mapped, weight: 5 },
  { arbitrary: zipped, weight: 3 },
  { arbitrary: whole, weight: 2 },
  { arbitrary: permuted, weight: 2 },
  { arbitrary: lane, weight: 2 },
  { arbitrary: chosen, weight: 2 },
  { arbitrary: gathered, weight: 1 },
  { arbitrary: regrouped, weight: 1 },
];
