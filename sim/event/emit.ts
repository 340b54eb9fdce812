import type { Netlist } from "../netlist/netlist.ts";
import { emitArithmetic } from "./emit-arithmetic.ts";
import { emitMove } from "./emit-move.ts";
import { emitSelect } from "./emit-select.ts";
import { topMask, wordsOf } from "./planes.ts";
import type { Operand, Shape, ShapeStep } from "./shape.ts";
import { and, anyOf, constantWords, not, or, Source, type Words, xor } from "./source.ts";

/** What the emitters of single operators see of the function under way. */
export interface Emitter {
  readonly netlist: Netlist;
  readonly source: Source;
  /** Whether operands may be unknown. */
  readonly mixed: boolean;
  /** An operand's value; steps that nothing asks for are never written. */
  words(operand: Operand): Words;
  /** The step that computes an operand, if it is one. */
  step(operand: Operand): ShapeStep | undefined;
  /** The parameter's variable. */
  parameter(index: number): string;
  /** The table's variable. */
  table(index: number): string;
}

/**
 * The body of a function of the shape: `(o) => boolean`, where `o` are a group's parameters. It uses the planes `v` and
 * `u`, the flags `x` (see `Planes`), the tables `T`, and `wake`. The function computes the group and publishes what
 * changed. It returns false, with nothing done, where it cannot: an index is beyond its end, or, unless it is to be
 * `mixed`, an operand has an unknown bit.
 */
export function emitShape(netlist: Netlist, shape: Shape, mixed: boolean): string {
  const source = new Source();
  const declared = new Set<string>();
  const done = new Map<number, Words>();
  const declare = (name: string, value: string): string => {
    if (!declared.has(name)) source.line(`const ${name} = ${value};`);
    declared.add(name);
    return name;
  };
  const parameter = (index: number): string => declare(`p${index}`, `o[${index}]`);
  const load = (plane: "v" | "u", index: number, word: number): string =>
    declare(`${plane}${index}_${word}`, `${plane}[${at(parameter(index), word)}]`);
  const input = (index: number, width: number): Words => {
    const each = Array.from({ length: wordsOf(width) }, (_, word) => word);
    return {
      width,
      words: each.map((word) => load("v", index, word)),
      unknown: each.map((word) => (mixed ? load("u", index, word) : "0")),
    };
  };
  const emitter: Emitter = {
    netlist,
    source,
    mixed,
    parameter,
    table: (index) => declare(`T${index}`, `T[${index}]`),
    step: (operand) => (operand.kind === "step" ? shape.steps[operand.index] : undefined),
    words(operand) {
      if (operand.kind === "constant") return constantWords(operand.value, operand.width);
      if (operand.kind === "input") return input(operand.index, operand.width);
      const known = done.get(operand.index) ?? emitStep(emitter, shape.steps[operand.index]);
      done.set(operand.index, known);
      return known;
    },
  };

  const flags = shape.inputs.map((index) => `x[${parameter(index)}]`);
  if (!mixed && flags.length > 0) source.line(`if ((${flags.join(" | ")}) !== 0) return false;`);
  const outputs = shape.steps.flatMap((step, index) => (step.output === undefined ? [] : [{ step, index }]));
  const values = outputs.map(({ step, index }) =>
    emitter.words({ kind: "step", index, width: step.node.width }),
  );
  outputs.forEach(({ step }, i) => {
    emitPublish(emitter, step.output!, values[i]);
  });
  source.line("return true;");
  return source.toString();
}

const at = (base: string, word: number): string => (word === 0 ? base : `${base} + ${word}`);

function emitPublish({ source, parameter }: Emitter, index: number, { words, unknown }: Words): void {
  const to = parameter(index);
  const flag = source.name(`x[${to}]`);
  const open = source.name(anyOf(unknown));
  const differs = anyOf(words.map((word, i) => xor(`v[${at(to, i)}]`, word)));
  const moved = open === "0" ? flag : anyOf(unknown.map((word, i) => xor(`u[${at(to, i)}]`, word)));
  source.line(`if (${or(differs, moved)} !== 0) {`);
  words.forEach((word, i) => {
    source.line(`v[${at(to, i)}] = ${word};`);
  });
  const store = unknown.map((word, i) => `u[${at(to, i)}] = ${word};`).join(" ");
  if (open === "0") source.line(`if (${flag} !== 0) { x[${to}] = 0; ${store} }`);
  else source.line(`x[${to}] = ${open} !== 0 ? 1 : 0; ${store}`);
  source.line(`wake(${parameter(index + 1)});`);
  source.line("}");
}

/** A word of both planes, from those of the operands. */
type BitwiseWord = (av: string, au: string, bv: string, bu: string) => readonly [string, string];

type BitwiseOp = "not" | "and" | "or" | "xor";

const BITWISE: Readonly<Record<BitwiseOp, BitwiseWord>> = {
  not: (av, au) => [and(not(av), not(au)), au],
  and: (av, au, bv, bu) => [and(and(av, bv), not(or(au, bu))), and(and(or(au, bu), or(av, au)), or(bv, bu))],
  or: (av, au, bv, bu) => {
    const one = or(and(av, not(au)), and(bv, not(bu)));
    return [one, and(or(au, bu), not(one))];
  },
  xor: (av, au, bv, bu) => [and(xor(av, bv), not(or(au, bu))), or(au, bu)],
};

function emitStep(emitter: Emitter, step: ShapeStep): Words {
  const { node, args } = step;
  const { source } = emitter;
  switch (node.op) {
    case "wire":
      return emitter.words(args[0]);
    case "not":
    case "and":
    case "or":
    case "xor": {
      const combine = BITWISE[node.op as BitwiseOp];
      const { words: av, unknown: au } = emitter.words(args[0]);
      const { words: bv, unknown: bu } = emitter.words(args[1] ?? args[0]);
      const planes = av.map((_, i) => combine(av[i], au[i], bv[i], bu[i]));
      const mask = (word: string, i: number): string =>
        i === av.length - 1 && node.op === "not" ? and(word, `${topMask(node.width)}`) : word;
      return source.names(
        node.width,
        planes.map(([value], i) => mask(value, i)),
        planes.map(([, unknown]) => unknown),
      );
    }
    case "slice":
    case "cat":
    case "permute":
    case "zext":
    case "sext":
    case "shl":
    case "shr":
    case "sra":
      return emitMove(emitter, step);
    case "mux":
    case "lookup":
    case "read":
    case "pick":
      return emitSelect(emitter, step);
    default:
      return emitArithmetic(emitter, step);
  }
}
