import fc from "fast-check";
import type { Body } from "../body.ts";
import { nearest } from "../body.ts";
import { derived, literal, type Ref, ref, refs, spell } from "../draw.ts";

/** A net that statements assign. */
export interface Target {
  readonly text: string;
  readonly tag: number;
  readonly width: number;
  /** 0 for a word. */
  readonly lanes: number;
  readonly verb: "drive" | "next";
}

/** Statements of a module body, for some of these targets. */
export type Statement = (body: Body, targets: readonly Target[]) => void;

/** Assigns a target as a whole. */
export function assignWhole(body: Body, target: Target, value: Ref): void {
  const { lanes, width } = target;
  assign(
    body,
    target,
    target.text,
    lanes === 0 ? body.operand(value, width) : body.vector(value, lanes, width / lanes),
  );
}

function assign(body: Body, { verb }: Target, text: string, value: string): void {
  body.line(verb === "drive" ? `${text}.drive(${value});` : `${text}.next = ${value};`);
}

/** Assigns some bits of a word, or a lane of a vector. */
export function assignPart(body: Body, target: Target, where: Ref, value: Ref): void {
  const { text, width, lanes } = target;
  if (lanes > 0) {
    const lane = `${text}.lane(${derived(where, 0, lanes)})`;
    assign(body, target, lane, body.operand(value, width / lanes));
    return;
  }
  const low = derived(where, 0, width);
  const bits = 1 + derived(where, 1, width - low);
  const range = bits === 1 ? `bit(${low})` : `at("${low + bits - 1}:${low}")`;
  assign(body, target, `${text}.${range}`, body.operand(value, bits));
}

const assignment: fc.Arbitrary<Statement> = fc
  .record({ part: fc.constantFrom("whole", "whole", "part"), refs: refs(3, 3) })
  .map(({ part, refs: [to, where, value] }): Statement => {
    return (body, targets) => {
      const target = nearest(targets, to);
      if (part === "whole") assignWhole(body, target, value);
      else assignPart(body, target, where, value);
    };
  });

/** `when`, with or without `elsewhen`s and `otherwise`, whose bodies hold statements up to this depth. */
export function choice(depth: number): fc.Arbitrary<Statement> {
  const inner =
    depth === 0
      ? assignment
      : fc.oneof({ arbitrary: assignment, weight: 3 }, { arbitrary: choice(depth - 1), weight: 1 });
  const block = fc.array(inner, { minLength: 1, maxLength: 2 });
  return fc
    .record({
      branches: fc.array(fc.record({ condition: ref, block }), { minLength: 1, maxLength: 3 }),
      otherwise: fc.option(block, { nil: undefined }),
    })
    .map(
      ({ branches, otherwise }): Statement =>
        (body, targets) => {
          const write = (block: readonly Statement[]) =>
            body.indented(() => {
              for (const statement of block) statement(body, targets);
            });
          for (const [index, { condition, block }] of branches.entries()) {
            const text = body.word(condition, 1);
            body.line(`${index === 0 ? "when" : "}).elsewhen"}(${text}, () => {`);
            write(block);
          }
          if (otherwise) {
            body.line("}).otherwise(() => {");
            write(otherwise);
          }
          body.line("});");
        },
    );
}

/** What a net is declared as: a word, a vector or an enumeration. */
export interface NetType {
  readonly width: number;
  readonly lanes: number;
  readonly isEnum: boolean;
}

/** The type of a net as the source spells it, with a reset value where there is one. */
export function typeText(body: Body, { width, lanes, isEnum }: NetType, from: Ref, init?: Ref): string {
  const initial = init === undefined ? "" : `.init(${spell(literal(init, width))})`;
  if (isEnum) return `${enumOf(body, width, from)}.type${initial}`;
  return `${lanes === 0 ? `u(${width})` : `vec(${lanes}, ${width / lanes})`}${initial}`;
}

/** Declares an enumeration in front of the module: one to all of the values of its width have names. */
function enumOf(body: Body, width: number, from: Ref): string {
  const name = `${body.options.name}_${body.name("Enum")}`;
  const count = 1 + derived(from, 20, 2 ** width);
  const members = Array.from({ length: count }, (_, value) => `M${value}: ${value}`);
  body.before.push(`const ${name} = enumeration("${name}", ${width}, { ${members.join(", ")} });`);
  return name;
}
