import fc from "fast-check";
import type { Body, Step } from "../body.ts";
import { derived, literal, MAX_WIDTH, ref, refs, spell, width } from "../draw.ts";
import { assignPart, assignWhole, choice, type NetType, type Target, typeText } from "./statements.ts";

/** Wires and registers, assigned as a whole, in part, and under nested choices. */

const netType: fc.Arbitrary<NetType> = fc.oneof(
  { arbitrary: width.map((bits) => ({ width: bits, lanes: 0, isEnum: false })), weight: 6 },
  {
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 9 }), width).map(([lanes, each]) => {
      const fitting = Math.min(each, Math.floor(MAX_WIDTH / lanes));
      return { width: lanes * fitting, lanes, isEnum: false };
    }),
    weight: 2,
  },
  {
    arbitrary: fc.integer({ min: 1, max: 4 }).map((bits) => ({ width: bits, lanes: 0, isEnum: true })),
    weight: 1,
  },
);

const choices = fc.array(choice(1), { maxLength: 2 });
const types = fc.array(netType, { minLength: 1, maxLength: 2 });

/** The nets of a step by the names that they get, each with its own place on the ring. */
function targetsOf(body: Body, of: readonly NetType[], tag: number, verb: "drive" | "next"): Target[] {
  return of.map(({ width: bits, lanes }, index) => ({
    text: body.name(verb === "drive" ? "n" : "r"),
    tag: (tag + index * 0x5bd1e995) >>> 0,
    width: bits,
    lanes,
    verb,
  }));
}

const declared = (targets: readonly Target[], types: readonly string[]): string =>
  `{ ${targets.map(({ text }, index) => `${text}: ${types[index]}`).join(", ")} }`;
const names = (targets: readonly Target[]): string => `{ ${targets.map(({ text }) => text).join(", ")} }`;

/** Wires with a default and exceptions, or driven on every branch of one choice. */
const wires = fc
  .record({ types, choices, covered: fc.option(refs(1, 3), { nil: undefined }), refs: refs(6, 6) })
  .map(
    ({ types: of, choices: exceptions, covered, refs: from }): Step =>
      (body, tag) => {
        const targets = targetsOf(body, of, tag, "drive");
        const texts = of.map((type, index) => typeText(body, type, from[index]));
        body.line(`const ${names(targets)} = wires(${declared(targets, texts)});`);
        const whole = (salt: number) => {
          for (const target of targets) assignWhole(body, target, (target.tag ^ from[salt % 6]) >>> 0);
        };
        for (const [index, condition] of (covered ?? []).entries()) {
          body.line(`${index === 0 ? "when" : "}).elsewhen"}(${body.word(condition, 1)}, () => {`);
          body.indented(() => whole(index));
        }
        if (covered) body.line("}).otherwise(() => {");
        if (covered) body.indented(() => whole(3));
        else whole(4);
        if (covered) body.line("});");
        for (const statement of exceptions) statement(body, targets);
        for (const { verb: _, ...value } of targets) body.add(value);
      },
  );

/** A wire whose higher bits follow from its lower ones: words lead back to themselves, bits do not. */
const ripple = fc
  .record({
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 }),
    refs: refs(6, 6),
  })
  .map(
    ({ cuts, refs: from }): Step =>
      (body, tag) => {
        const text = body.name("n");
        const total = cuts.reduce((sum, bits) => sum + bits);
        body.line(`const { ${text} } = wires({ ${text}: ${total} });`);
        let low = 0;
        for (const [index, bits] of cuts.entries()) {
          const part = bits === 1 ? `bit(${low})` : `at("${low + bits - 1}:${low}")`;
          const own = low === 0 ? "" : `.${["add", "xor", "sub"][index % 3]}(${below(text, low, bits)})`;
          body.line(`${text}.${part}.drive(${body.word(from[index], bits)}${own});`);
          low += bits;
        }
        body.add({ text, width: total, lanes: 0, tag });
      },
  );

/** The bits of a wire below `low`, as many as are wanted. */
function below(text: string, low: number, bits: number): string {
  if (low === 1) return bits === 1 ? `${text}.bit(0)` : `${text}.bit(0).sext(${bits})`;
  if (low < bits) return `${text}.at("${low - 1}:0").zext(${bits})`;
  return bits === 1 ? `${text}.bit(${low - 1})` : `${text}.at("${low - 1}:${low - bits}")`;
}

/** Registers, assigned once every value of the module is there: they may follow from themselves and each other. */
const registers = fc
  .record({
    types,
    choices,
    home: ref,
    first: fc.constantFrom("none", "whole", "whole", "part"),
    refs: refs(6, 6),
  })
  .map(
    ({ types: of, choices: exceptions, home, first, refs: from }): Step =>
      (body, tag) => {
        body.enter(home);
        const targets = targetsOf(body, of, tag, "next");
        const hasInit = (index: number) => !body.options.unknown || derived(from[index], 0, 3) > 0;
        const texts = of.map((type, index) =>
          typeText(body, type, from[index], hasInit(index) ? from[2 + index] : undefined),
        );
        body.line(`const ${names(targets)} = ${body.clocked(`regs(${declared(targets, texts)})`)};`);
        for (const { verb: _, ...value } of targets) body.add({ ...value, isRegister: true });
        body.later(() => {
          for (const target of targets) {
            const value = (target.tag ^ from[4]) >>> 0;
            if (first === "part") assignPart(body, target, from[5], value);
            else if (first === "whole" || exceptions.length === 0) assignWhole(body, target, value);
          }
          for (const statement of exceptions) statement(body, targets);
        });
      },
  );

/** A register of another family of clocks behind two flops or three: one bit, or a word that is what it is. */
const synchronised = fc.record({ stages: fc.constantFrom(2, 3), refs: refs(3, 3) }).map(
  ({ stages, refs: [home, from, init] }): Step =>
    (body, tag) => {
      body.enter(home);
      const source = body.foreign(from);
      if (source === undefined || source.lanes > 0) return;
      const gray = derived(from, 0, 2) === 0;
      const bits = gray ? source.width : 1;
      const text =
        gray || source.width === 1 ? source.text : `${source.text}.bit(${derived(from, 1, source.width)})`;
      const given = [
        ...(stages === 2 ? [] : [`stages: ${stages}`]),
        ...(gray ? ["gray: true"] : []),
        ...(body.options.unknown ? [] : [`init: ${spell(literal(init, bits))}`]),
      ];
      const name = body.name("s");
      const made = body.clocked(`synchronise("${name}", ${text}, { ${given.join(", ")} })`);
      body.line(`const ${name} = ${made};`);
      body.add({ text: name, width: bits, lanes: 0, tag });
    },
);

export const WIRES: readonly fc.WeightedArbitrary<Step>[] = [
  { arbitrary: wires, weight: 5 },
  { arbitrary: ripple, weight: 1 },
];

export const REGISTERS: readonly fc.WeightedArbitrary<Step>[] = [
  { arbitrary: registers, weight: 8 },
  { arbitrary: synchronised, weight: 3 },
];
