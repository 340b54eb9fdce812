import type { Node } from "../netlist/node.ts";
import type { Emitter } from "./emit.ts";
import { lowMask, topMask } from "./planes.ts";
import type { ShapeStep } from "./shape.ts";
import { and, anyOf, not, or, type Source, type Words, xor } from "./source.ts";

/** Sums, products, comparisons and reductions, lane by lane. */
export function emitArithmetic(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  const [a, b = a] = args.map((arg) => emitter.words(arg));
  const from = a.width / node.lanes;
  const packed = (node.op === "add" || node.op === "sub") && from < 32 && 32 % from === 0;
  if (packed && node.lanes > 1) return emitPacked(source, node.op === "add", a, b, from);
  const lanes = Array.from({ length: node.lanes }, (_, i) =>
    emitLane(source, node.op, source.lane(a, i, from), source.lane(b, i, from)),
  );
  return source.join(node.width, lanes);
}

function emitLane(source: Source, op: Node["op"], a: Words, b: Words): Words {
  const open = anyOf([...a.unknown, ...b.unknown]);
  const differs = (): string => anyOf(a.words.map((x, i) => and(xor(x, b.words[i]), known(i))));
  const known = (i: number): string => not(or(a.unknown[i], b.unknown[i]));
  switch (op) {
    case "add":
      return source.poison(emitSum(source, a, b), source.openMask(a, b));
    case "sub":
      return source.poison(emitDifference(source, a, b), source.openMask(a, b));
    case "mul": {
      const product = and(`Math.imul(${a.words[0]}, ${b.words[0]})`, `${lowMask(a.width)}`);
      return source.poison(source.names(a.width, [product]), source.openMask(a, b));
    }
    case "eq":
      return decided(source, differs(), open, false);
    case "ne":
      return decided(source, differs(), open, true);
    case "redor":
      return decided(source, anyOf(a.words.map((word, i) => and(word, known(i)))), open, true);
    case "redand":
      return decided(
        source,
        anyOf(a.words.map((word, i) => and(and(not(word), bits(a, i)), known(i)))),
        open,
        false,
      );
    case "redxor":
      return source.poison(emitParity(source, a), source.openMask(a));
    case "lt":
      return source.poison(bit(source, below(a, b, false)), source.openMask(a, b));
    case "le":
      return source.poison(bit(source, `!${below(b, a, false)}`), source.openMask(a, b));
    case "slt":
      return source.poison(bit(source, below(a, b, true)), source.openMask(a, b));
    case "sle":
      return source.poison(bit(source, `!${below(b, a, true)}`), source.openMask(a, b));
    default:
      throw new Error(`no code for a ${op} node`);
  }
}

/** The bits that word i of a value uses. */
const bits = ({ words, width }: Words, i: number): string =>
  `${i === words.length - 1 ? topMask(width) : -1}`;

const bit = (source: Source, condition: string): Words => source.names(1, [`(${condition} ? 1 : 0)`]);

/** A bit that is `found` if a known bit of `decides` is 1, else x if one of `open` is, else the other level. */
function decided(source: Source, decides: string, open: string, found: boolean): Words {
  const known = source.name(decides);
  if (open === "0") return bit(source, `${known} ${found ? "!==" : "==="} 0`);
  const value = found ? `${known} !== 0` : `(${known} | ${open}) === 0`;
  return source.names(1, [`(${value} ? 1 : 0)`], [`(${known} === 0 && ${open} !== 0 ? 1 : 0)`]);
}

/** Whether `a < b`, by the highest word that differs. */
function below(a: Words, b: Words, signed: boolean): string {
  const top = a.words.length - 1;
  const unused = 32 - (a.width - 32 * top);
  return a.words.reduce((lower, x, i) => {
    const y = b.words[i];
    const less =
      i === top && signed ? `(${x} << ${unused}) < (${y} << ${unused})` : `(${x} >>> 0) < (${y} >>> 0)`;
    return lower === "" ? `(${less})` : `(${less} || (${x} === ${y} && ${lower}))`;
  }, "");
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
  for (let at = width - 1; at < 32; at += width) high |= 1 << at;
  const masks = a.unknown.map((word, i) => openLanes(source, or(word, b.unknown[i]), high, width));
  const words = a.words.map((x, i) => {
    const y = b.words[i];
    const word = sum
      ? `((((${x}) & ${~high}) + ((${y}) & ${~high})) ^ ((${x} ^ ${y}) & ${high}))`
      : `((((${x}) | ${high}) - ((${y}) & ${~high})) ^ ((${x} ^ ~(${y})) & ${high}))`;
    return and(word, not(masks[i]));
  });
  return source.names(a.width, words, masks);
}

/** Ones in the lanes of a word that have an open bit: a carry into the lane's top bit tells. */
function openLanes(source: Source, open: string, high: number, width: number): string {
  if (open === "0") return open;
  const any = source.name(open);
  const tops = source.name(`((((${any} & ${~high}) + ${~high}) | ${any}) & ${high})`);
  return source.name(`((${tops} - (${tops} >>> ${width - 1})) | ${tops})`);
}
