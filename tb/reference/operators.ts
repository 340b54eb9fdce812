import { laneWidth, type Node } from "../../sim/netlist/node.ts";

/** A four-state value as it is written on paper: one of 0 1 x z a bit, most significant first. */
export type BitString = string;

/** The words that `lookup` and `read` nodes find; undefined beyond the end. */
export type WordAt = (node: Node, index: bigint) => BitString | undefined;

const AND: Record<string, string> = { "00": "0", "01": "0", "0x": "0", "10": "0", "11": "1", x0: "0" };
const OR: Record<string, string> = { "00": "0", "01": "1", "10": "1", "11": "1", "1x": "1", x1: "1" };
const XOR: Record<string, string> = { "00": "0", "01": "1", "10": "1", "11": "0" };

export const isKnown = (bits: BitString): boolean => !/[xz]/.test(bits);
export const allX = (width: number): BitString => "x".repeat(width);
export const toUnsigned = (bits: BitString): bigint => BigInt(`0b${bits}`);
export const fromUnsigned = (value: bigint, width: number): BitString =>
  BigInt.asUintN(width, value).toString(2).padStart(width, "0");

const toSigned = (bits: BitString): bigint => BigInt.asIntN(bits.length, toUnsigned(bits));
const zAsX = (bits: BitString): BitString => bits.replaceAll("z", "x");

/** What may be either of two values: the common bit where both are known and equal, else x. */
export function merge(a: BitString, b: BitString): BitString {
  return [...a].map((bit, i) => (bit === b[i] && isKnown(bit) ? bit : "x")).join("");
}

/** A choice by one bit: 1 takes `then`, 0 takes `otherwise`, unknown merges. */
export function choose(select: BitString, then: BitString, otherwise: BitString): BitString {
  return select === "1" ? then : select === "0" ? otherwise : merge(then, otherwise);
}

/** Lane `lane` of `lanes` equal ones; lane 0 is the least significant. */
export function laneOf(bits: BitString, lanes: number, lane: number): BitString {
  const width = bits.length / lanes;
  return bits.slice(bits.length - (lane + 1) * width, bits.length - lane * width);
}

function bitwise(table: Record<string, string>, a: BitString, b: BitString): BitString {
  return [...zAsX(a)].map((bit, i) => table[bit + zAsX(b[i])] ?? "x").join("");
}

const fold = (table: Record<string, string>, bits: BitString): BitString =>
  [...zAsX(bits)].reduce((a, b) => table[a + b] ?? "x");

const invert = (bits: BitString): BitString => bitwise(XOR, bits, "1".repeat(bits.length));

function arithmetic(a: BitString, b: BitString, compute: (a: bigint, b: bigint) => bigint): BitString {
  if (!isKnown(a + b)) return allX(a.length);
  return fromUnsigned(compute(toUnsigned(a), toUnsigned(b)), a.length);
}

function compare(a: BitString, b: BitString, holds: (a: BitString, b: BitString) => boolean): BitString {
  return isKnown(a + b) ? (holds(a, b) ? "1" : "0") : "x";
}

function equal(a: BitString, b: BitString): BitString {
  const differs = [...a].some((bit, i) => isKnown(bit + b[i]) && bit !== b[i]);
  return differs ? "0" : isKnown(a + b) ? "1" : "x";
}

function shift(op: "shl" | "shr" | "sra", a: BitString, amount: BitString): BitString {
  if (!isKnown(amount)) return allX(a.length);
  const full = BigInt(a.length);
  const by = Number(toUnsigned(amount) < full ? toUnsigned(amount) : full);
  if (op === "shl") return a.slice(by) + "0".repeat(by);
  return (op === "sra" ? a[0] : "0").repeat(by) + a.slice(0, a.length - by);
}

/** One lane of the result. `at(i)` is the same lane of operand i; `args` are the whole operands. */
function lane(node: Node, index: number, args: readonly BitString[], wordAt: WordAt): BitString {
  const width = laneWidth(node);
  const at = (arg: number): BitString => laneOf(args[arg], node.lanes, index);
  switch (node.op) {
    case "wire":
      return at(0);
    case "not":
      return invert(at(0));
    case "and":
      return bitwise(AND, at(0), at(1));
    case "or":
      return bitwise(OR, at(0), at(1));
    case "xor":
      return bitwise(XOR, at(0), at(1));
    case "add":
      return arithmetic(at(0), at(1), (a, b) => a + b);
    case "sub":
      return arithmetic(at(0), at(1), (a, b) => a - b);
    case "mul":
      return arithmetic(at(0), at(1), (a, b) => a * b);
    case "eq":
      return equal(at(0), at(1));
    case "ne":
      return invert(equal(at(0), at(1)));
    case "lt":
      return compare(at(0), at(1), (a, b) => toUnsigned(a) < toUnsigned(b));
    case "le":
      return compare(at(0), at(1), (a, b) => toUnsigned(a) <= toUnsigned(b));
    case "slt":
      return compare(at(0), at(1), (a, b) => toSigned(a) < toSigned(b));
    case "sle":
      return compare(at(0), at(1), (a, b) => toSigned(a) <= toSigned(b));
    case "redand":
      return fold(AND, at(0));
    case "redor":
      return fold(OR, at(0));
    case "redxor":
      return fold(XOR, at(0));
    case "shl":
    case "shr":
    case "sra":
      return shift(node.op, at(0), args[1]);
    case "zext":
      return at(0).padStart(width, "0");
    case "sext":
      return at(0).padStart(width, at(0)[0]);
    case "slice": {
      const end = at(0).length - node.attr.low;
      return at(0).slice(end - width, end);
    }
    case "cat":
      return args.map((_, i) => at(i)).join("");
    case "mux":
      return choose(args[0].length === 1 ? args[0] : at(0), at(1), at(2));
    case "permute":
      return laneOf(args[0], node.attr.from, node.attr.index[index]);
    case "lookup":
    case "read":
      return (isKnown(at(0)) ? wordAt(node, toUnsigned(at(0))) : undefined) ?? allX(width);
    case "pick": {
      if (!isKnown(at(1)) || toUnsigned(at(1)) >= BigInt(node.attr.from)) return allX(width);
      return laneOf(args[0], node.attr.from, Number(toUnsigned(at(1))));
    }
    default:
      throw new Error(`a ${node.op} node is not an operator`);
  }
}

/** The value of an operator node from those of its operands, by docs/values.md, one lane and one bit at a time. */
export function operate(node: Node, args: readonly BitString[], wordAt: WordAt): BitString {
  const lanes: BitString[] = [];
  for (let i = node.lanes - 1; i >= 0; i--) lanes.push(lane(node, i, args, wordAt));
  return lanes.join("");
}
