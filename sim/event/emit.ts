import type { Netlist } from "../netlist/netlist.ts";
import { emitArithmetic } from "./emit-arithmetic.ts";
import { emitMove } from "./emit-move.ts";
import { emitSelect } from "./emit-select.ts";
import { topMask, wordsOf } from "./planes.ts";
import type { Operand, Shape, ShapeStep } from "./shape.ts";
import { and, constantWords, not, or, Source, type Words, xor } from "./source.ts";

/** What the emitters of single operators see of the function under way. */
export interface Emitter {
  readonly netlist: Netlist;
  readonly source: Source;
  /** An operand's value; steps that nothing asks for are never written. */
  words(operand: Operand): Words;
  /** The step that computes an operand, if it is one. */
  step(operand: Operand): ShapeStep | undefined;
  /** The parameter's variable. */
  parameter(index: number): string;
}

/**
 * The body of a function of the shape: `(o) => boolean`, where `o` are a group's parameters. It uses the planes `v` and
 * `u`, the flags `x` (see `Planes`), the tables `T`, and `wake`. The function computes the group in two
 * states and publishes what changed. It returns false, with nothing done, where an operand has an unknown bit or an
 * index is beyond its end: that is the interpreter's business.
 */
export function emitShape(netlist: Netlist, shape: Shape): string {
  const source = new Source();
  const parameters = new Map<number, string>();
  const inputs = new Map<string, string>();
  const done = new Map<number, Words>();
  const parameter = (index: number): string => {
    const name = parameters.get(index) ?? `p${index}`;
    if (!parameters.has(index)) source.line(`const ${name} = o[${index}];`);
    parameters.set(index, name);
    return name;
  };
  const input = (index: number, word: number): string => {
    const name = `i${index}_${word}`;
    if (!inputs.has(name)) source.line(`const ${name} = v[${at(parameter(index), word)}];`);
    inputs.set(name, name);
    return name;
  };
  const emitter: Emitter = {
    netlist,
    source,
    parameter,
    step: (operand) => (operand.kind === "step" ? shape.steps[operand.index] : undefined),
    words(operand) {
      const { width } = operand;
      if (operand.kind === "constant") return constantWords(operand.value, width);
      if (operand.kind === "input") {
        return {
          width,
          words: Array.from({ length: wordsOf(width) }, (_, word) => input(operand.index, word)),
        };
      }
      const known = done.get(operand.index) ?? emitStep(emitter, shape.steps[operand.index]);
      done.set(operand.index, known);
      return known;
    },
  };

  const flags = shape.inputs.map((index) => `x[${parameter(index)}]`);
  if (flags.length > 0) source.line(`if ((${flags.join(" | ")}) !== 0) return false;`);
  const outputs = shape.steps.flatMap((step, index) => (step.output === undefined ? [] : [{ step, index }]));
  const values = outputs.map(({ step, index }) =>
    emitter.words({ kind: "step", index, width: step.node.width }),
  );
  outputs.forEach(({ step }, i) => {
    emitPublish(emitter, step.output!, values[i].words);
  });
  source.line("return true;");
  return source.toString();
}

const at = (base: string, word: number): string => (word === 0 ? base : `${base} + ${word}`);

function emitPublish({ source, parameter }: Emitter, index: number, words: readonly string[]): void {
  const to = parameter(index);
  const differs = words.map((word, i) => xor(`v[${at(to, i)}]`, word));
  source.line(`if ((${[...differs, `x[${to}]`].join(" | ")}) !== 0) {`);
  words.forEach((word, i) => {
    source.line(`v[${at(to, i)}] = ${word};`);
  });
  const unknown = words.map((_, i) => `u[${at(to, i)}] = 0;`).join(" ");
  source.line(`if (x[${to}] !== 0) { x[${to}] = 0; ${unknown} }`);
  source.line(`wake(${parameter(index + 1)});`);
  source.line("}");
}

function emitStep(emitter: Emitter, step: ShapeStep): Words {
  const { node, args } = step;
  const { source } = emitter;
  const bitwise = (combine: (a: string, b: string) => string): Words => {
    const [a, b] = args.map((arg) => emitter.words(arg).words);
    return source.names(
      node.width,
      a.map((word, i) => combine(word, b[i])),
    );
  };
  switch (node.op) {
    case "wire":
      return emitter.words(args[0]);
    case "not": {
      const { words } = emitter.words(args[0]);
      const mask = (i: number): string => (i === words.length - 1 ? `${topMask(node.width)}` : "-1");
      return source.names(
        node.width,
        words.map((word, i) => and(not(word), mask(i))),
      );
    }
    case "and":
      return bitwise(and);
    case "or":
      return bitwise(or);
    case "xor":
      return bitwise(xor);
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
