import fc from "fast-check";
import type { Step } from "../body.ts";
import { derived, halfWidth, literal, MAX_WIDTH, ref, refs, spell, width } from "../draw.ts";

/** Operators on words, one a step. */

const arithmetic = fc
  .record({ op: fc.constantFrom("and", "or", "xor", "add", "sub", "addc"), width, refs: refs(2, 2) })
  .map(({ op, width: bits, refs: [left, right] }): Step => {
    const given = op === "addc" ? Math.min(bits, MAX_WIDTH - 1) : bits;
    return (body, tag) => {
      const text = `${body.word(left, given)}.${op}(${body.operand(right, given)})`;
      body.define(text, op === "addc" ? given + 1 : given, tag);
    };
  });

const product = fc.record({ one: halfWidth, two: halfWidth, refs: refs(2, 2) }).map(
  ({ one, two, refs: [left, right] }): Step =>
    (body, tag) => {
      body.define(`${body.word(left, one)}.mul(${body.word(right, two)})`, one + two, tag);
    },
);

const comparison = fc
  .record({ op: fc.constantFrom("eq", "ne", "lt", "le", "slt", "sle"), width, refs: refs(2, 2) })
  .map(
    ({ op, width: bits, refs: [left, right] }): Step =>
      (body, tag) => {
        body.define(`${body.word(left, bits)}.${op}(${body.operand(right, bits)})`, 1, tag);
      },
  );

const unary = fc.record({ op: fc.constantFrom("not", "andR", "orR", "xorR"), width, of: ref }).map(
  ({ op, width: bits, of }): Step =>
    (body, tag) => {
      body.define(`${body.word(of, bits)}.${op}()`, op === "not" ? bits : 1, tag);
    },
);

/** By a constant up to beyond the width, or by a word that is narrow, as wide as needed, or wider than 32 or 64 bits. */
const shift = fc
  .record({
    op: fc.constantFrom("shl", "shr", "sra"),
    width,
    amount: fc.constantFrom(0, 1, 2, 3, 5, 6, 8, 9, 33, 65),
    refs: refs(2, 2),
  })
  .map(
    ({ op, width: bits, amount, refs: [of, by] }): Step =>
      (body, tag) => {
        const shifted = body.word(of, bits);
        const text = amount === 0 ? `${derived(by, 0, bits + 2)}` : body.word(by, amount);
        body.define(`${shifted}.${op}(${text})`, bits, tag);
      },
  );

const part = fc.record({ width, of: width, from: ref }).map(
  ({ width: bits, of, from }): Step =>
    (body, tag) => {
      const whole = Math.max(bits, of);
      const low = derived(from, 0, whole - bits + 1);
      const text = body.word(from, whole);
      const cut = bits === 1 ? `bit(${low})` : `at("${low + bits - 1}:${low}")`;
      body.define(`${text}.${cut}`, bits, tag);
    },
);

/** One bit by a word, which may be wide. */
const picked = fc.record({ width, index: fc.constantFrom(1, 2, 4, 9, 40), refs: refs(2, 2) }).map(
  ({ width: bits, index, refs: [of, by] }): Step =>
    (body, tag) => {
      body.define(`${body.word(of, bits)}.bit(${body.index(by, index, bits)})`, 1, tag);
    },
);

const extension = fc.record({ op: fc.constantFrom("zext", "sext"), one: width, two: width, of: ref }).map(
  ({ op, one, two, of }): Step =>
    (body, tag) => {
      const [from, to] = one < two ? [one, two] : [two, Math.min(one, 40 * two)];
      body.define(`${body.word(of, from)}.${op}(${to})`, to, tag);
    },
);

const joined = fc.record({ parts: fc.array(width, { minLength: 2, maxLength: 4 }), refs: refs(4, 4) }).map(
  ({ parts, refs: from }): Step =>
    (body, tag) => {
      const most = Math.floor(MAX_WIDTH / parts.length);
      const widths = parts.map((bits) => Math.min(bits, most));
      const words = widths.map((bits, index) => body.word(from[index], bits));
      body.define(
        `cat(${words.join(", ")})`,
        widths.reduce((sum, bits) => sum + bits),
        tag,
      );
    },
);

const repeated = fc.record({ width, times: fc.integer({ min: 1, max: 8 }), of: ref }).map(
  ({ width: bits, times, of }): Step =>
    (body, tag) => {
      const most = Math.min(times, Math.floor(MAX_WIDTH / bits));
      body.define(`repeat(${body.word(of, bits)}, ${most})`, bits * most, tag);
    },
);

const choice = fc.record({ width, refs: refs(3, 3) }).map(
  ({ width: bits, refs: [select, one, two] }): Step =>
    (body, tag) => {
      const text = `mux(${body.word(select, 1)}, ${body.word(one, bits)}, ${body.operand(two, bits)})`;
      body.define(text, bits, tag);
    },
);

const constants = fc.record({ width, of: ref }).map(
  ({ width: bits, of }): Step =>
    (body, tag) => {
      body.define(`constant(${spell(literal(of, bits))}, ${bits})`, bits, tag);
    },
);

/** A rom behind an index of its own width, full or ending before what the index can reach. */
const table = fc
  .record({
    width,
    index: fc.integer({ min: 1, max: 8 }),
    missing: fc.constantFrom(0, 0, 1, 3),
    refs: refs(2, 2),
  })
  .map(
    ({ width: bits, index, missing, refs: [by, words] }): Step =>
      (body, tag) => {
        const count = Math.max(1, 2 ** index - missing);
        const name = romOf(body.before, `${body.options.name}_${body.name("rom")}`, bits, count, words);
        body.define(`${body.index(by, index, count)}.lookup(${name})`, bits, tag);
      },
  );

/** Declares a rom in front of the module. */
export function romOf(before: string[], name: string, bits: number, count: number, from: number): string {
  const [factor, offset] = [literal(from, bits) | 1n, literal(from ^ 0x5a5a, bits)];
  const word = `BigInt.asUintN(${bits}, BigInt(i * i) * ${spell(factor)}${factor <= 0xffff_ffffn ? "n" : ""} + ${offset}n)`;
  before.push(
    `const ${name} = rom("${name}", ${bits}, Array.from({ length: ${count} }, (_, i) => ${word}));`,
  );
  return name;
}

export const WORDS: readonly fc.WeightedArbitrary<Step>[] = [
  { arbitrary: arithmetic, weight: 5 },
  { arbitrary: product, weight: 2 },
  { arbitrary: comparison, weight: 3 },
  { arbitrary: unary, weight: 2 },
  { arbitrary: shift, weight: 4 },
  { arbitrary: part, weight: 2 },
  { arbitrary: picked, weight: 2 },
  { arbitrary: extension, weight: 2 },
  { arbitrary: joined, weight: 2 },
  { arbitrary: repeated, weight: 1 },
  { arbitrary: choice, weight: 3 },
  { arbitrary: constants, weight: 1 },
  { arbitrary: table, weight: 1 },
];
