import { laneWidth } from "../netlist/node.ts";
import type { Emitter } from "./emit.ts";
import { lowMask, topMask } from "./planes.ts";
import type { ShapeStep } from "./shape.ts";
import { and, or, type Source, type Words, xor } from "./source.ts";

/** Sums, products, comparisons and reductions, lane by lane. */
export function emitArithmetic(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  const operands = args.map((arg) => emitter.words(arg));
  const [a, b = a] = operands;
  const from = a.width / node.lanes;
  const packed =
    (node.op === "add" || node.op === "sub") && laneWidth(node) < 32 && 32 % laneWidth(node) === 0;
  if (packed && node.lanes > 1) return emitPacked(source, node.op === "add", a, b, laneWidth(node));
  const differences = node.op === "eq" || node.op === "ne" ? differ(source, a, b) : undefined;
  const lanes = Array.from({ length: node.lanes }, (_, i): Words => {
    const lane = (value: Words): Words => source.lane(value, i, from);
    switch (node.op) {
      case "add":
        return emitSum(source, lane(a), lane(b));
      case "sub":
        return emitDifference(source, lane(a), lane(b));
      case "mul":
        return source.names(from, [and(`Math.imul(${lane(a).words}, ${lane(b).words})`, `${lowMask(from)}`)]);
      case "eq":
        return emitBit(source, `${anyOf(lane(differences!))} === 0`);
      case "ne":
        return emitBit(source, `${anyOf(lane(differences!))} !== 0`);
      case "lt":
        return emitBit(source, below(lane(a), lane(b), false));
      case "le":
        return emitBit(source, `!(${below(lane(b), lane(a), false)})`);
      case "slt":
        return emitBit(source, below(lane(a), lane(b), true));
      case "sle":
        return emitBit(source, `!(${below(lane(b), lane(a), true)})`);
      case "redor":
        return emitBit(source, `${anyOf(lane(a))} !== 0`);
      case "redand":
        return emitBit(source, `${allOf(lane(a))} === -1`);
      case "redxor":
        return emitParity(source, lane(a));
      default:
        throw new Error(`no code for a ${node.op} node`);
    }
  });
  return source.join(node.width, lanes);
}

const anyOf = ({ words }: Words): string => words.reduce(or);

function allOf({ words, width }: Words): string {
  const top = words.length - 1;
  return words.map((word, i) => (i === top ? or(word, `${~topMask(width)}`) : word)).reduce(and);
}

function differ(source: Source, a: Words, b: Words): Words {
  return source.names(
    a.width,
    a.words.map((word, i) => xor(word, b.words[i])),
  );
}

const emitBit = (source: Source, condition: string): Words => source.names(1, [`(${condition} ? 1 : 0)`]);

/** `a < b`, by the highest word that differs. */
function below(a: Words, b: Words, signed: boolean): string {
  const top = a.words.length - 1;
  const unused = 32 - (a.width - 32 * top);
  return a.words
    .map((x, i) => {
      const y = b.words[i];
      if (i < top || !signed) return { less: `(${x} >>> 0) < (${y} >>> 0)`, same: `${x} === ${y}` };
      return { less: `(${x} << ${unused}) < (${y} << ${unused})`, same: `${x} === ${y}` };
    })
    .reduce((lower, { less, same }) => ({ less: `(${less} || (${same} && ${lower.less}))`, same })).less;
}

function emitParity(source: Source, { words }: Words): Words {
  let folded = source.name(words.reduce(xor));
  for (const half of [16, 8, 4, 2, 1]) folded = source.name(xor(folded, `(${folded} >>> ${half})`));
  return source.names(1, [and(folded, "1")]);
}

/** Carries come from the sign bits, so that all stays in 32-bit integers. */
function emitSum(source: Source, a: Words, b: Words): Words {
  let carry = "0";
  const top = a.words.length - 1;
  const words = a.words.map((x, i) => {
    const y = b.words[i];
    const sum = source.name(`((${x} + ${y} + ${carry}) | 0)`);
    if (i === top) return and(sum, `${topMask(a.width)}`);
    carry = source.name(`(((${x} & ${y}) | ((${x} | ${y}) & ~${sum})) >>> 31)`);
    return sum;
  });
  return source.names(a.width, words);
}

function emitDifference(source: Source, a: Words, b: Words): Words {
  let borrow = "0";
  const top = a.words.length - 1;
  const words = a.words.map((x, i) => {
    const y = b.words[i];
    const difference = source.name(`((${x} - (${y}) - ${borrow}) | 0)`);
    if (i === top) return and(difference, `${topMask(a.width)}`);
    borrow = source.name(`(((~(${x}) & ${y}) | ((~(${x}) | ${y}) & ${difference})) >>> 31)`);
    return difference;
  });
  return source.names(a.width, words);
}

/** Lanes that fill words evenly, all of a word at once: the top bits of the lanes are added without carry. */
function emitPacked(source: Source, sum: boolean, a: Words, b: Words, width: number): Words {
  let high = 0;
  for (let bit = width - 1; bit < 32; bit += width) high |= 1 << bit;
  const words = a.words.map((x, i) => {
    const y = b.words[i];
    if (sum) return `((((${x}) & ${~high}) + ((${y}) & ${~high})) ^ ((${x} ^ ${y}) & ${high}))`;
    return `((((${x}) | ${high}) - ((${y}) & ${~high})) ^ ((${x} ^ ~(${y})) & ${high}))`;
  });
  return source.names(a.width, words);
}
