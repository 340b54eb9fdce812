import type { Netlist, NodeId } from "../netlist/netlist.ts";
import { laneWidth, type Node } from "../netlist/node.ts";
import { indexBits, literal, unknownBits, zeros } from "./literal.ts";
import { binary, concatenation, conditional, opposite, primary, type Text, unary } from "./text.ts";

/** What the operands of an operator are called where it is printed. */
export interface Operands {
  readonly netlist: Netlist;
  /** The whole operand, as an expression. */
  text(node: NodeId): Text;
  /** Lane `index` of `lanes` of the operand. */
  lane(node: NodeId, index: number, lanes: number): Text;
  /** Some of its bits; the operand is one of those that `selected` lists. */
  bits(node: NodeId, low: number, width: number): Text;
  /** The name of its variable; the operand is one of those that `indexed` lists. */
  name(node: NodeId): string;
  /** The array that holds a table or a memory. */
  table(table: number): string;
  memory(memory: number): string;
}

const SIGNS: Partial<Record<Node["op"], string>> = {
  and: "&",
  or: "|",
  xor: "^",
  add: "+",
  sub: "-",
  mul: "*",
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  slt: "<",
  sle: "<=",
  redand: "&",
  redor: "|",
  redxor: "^",
  shl: "<<",
  shr: ">>",
  sra: ">>>",
};
const signOf = ({ op }: Node): string => SIGNS[op] as string;

/** Operators that work bit by bit, so that lanes make no difference to them. */
export const isBitwise = ({ op }: Node): boolean =>
  op === "and" || op === "or" || op === "xor" || op === "not" || op === "wire";

/** Operators that work in lanes of their own, so that they are printed lane by lane. */
export function isByLane(node: Node, { nodes }: Netlist): boolean {
  if (node.lanes === 1 || node.op === "permute" || isBitwise(node)) return false;
  return node.op !== "mux" || nodes[node.args[0]].width !== 1;
}

/** One word in every lane. */
export const isSpread = (node: Node): boolean => node.op === "permute" && node.attr.from === 1;

/** The lanes of a vector in another order, each once. */
export const isReordering = (node: Node): boolean =>
  node.op === "permute" && node.attr.from === node.lanes && new Set(node.attr.index).size === node.lanes;

/** Operators that take bits of a lane of an operand, which must be a name for that. */
export function takesParts(node: Node, netlist: Netlist): boolean {
  const words = wordsOf(node, netlist);
  const isCut = words !== undefined && words < 2 ** laneWidth(netlist.nodes[node.args[0]]);
  return isCut || node.op === "slice" || node.op === "sext" || node.op === "pick";
}

/** Operands of which bits are taken, so that they need a name: SystemVerilog selects from names only. */
export function selected(node: Node, netlist: Netlist, byLane = isByLane(node, netlist)): readonly NodeId[] {
  const { op, args } = node;
  const [first, second] = args;
  const widthOf = (arg: NodeId): number => netlist.nodes[arg].width;
  const isShift = op === "shl" || op === "shr" || op === "sra";
  const wide = isShift && netlist.nodes[second].op !== "const" && widthOf(second) > 32 ? [second] : [];
  if (isShift) return byLane ? [first, ...wide] : wide;
  if (op === "pick") return byLane || node.attr.from < 2 ** widthOf(second) ? [second] : [];
  if (byLane || op === "slice" || op === "sext") return args;
  if (op === "permute") return node.attr.from === 1 ? [] : args;
  const words = wordsOf(node, netlist);
  return words !== undefined && words < 2 ** widthOf(first) ? args : [];
}

/** Operands in which an index is looked up. */
export const indexed = ({ op, args }: Node): readonly NodeId[] => (op === "pick" ? [args[0]] : []);

function wordsOf(node: Node, { tables, memories }: Netlist): number | undefined {
  if (node.op === "lookup") return tables[node.attr.table].words.length;
  return node.op === "read" ? memories[node.attr.memory].depth : undefined;
}

/** The expression of an operator, of exactly its width by itself, so that no context can widen it. */
export function expression(node: Node, from: Operands): Text {
  if (node.op === "permute") return permutation(node.attr, node, from);
  return operation(node, from, {
    width: node.width,
    widthOf: (arg) => from.netlist.nodes[node.args[arg]].width,
    whole: (arg) => from.text(node.args[arg]),
    part: (arg, low, width) => from.bits(node.args[arg], low, width),
  });
}

/** One lane of it. */
export function laneExpression(node: Node, from: Operands, index: number): Text {
  const { lanes, args } = node;
  const { nodes } = from.netlist;
  if (node.op === "permute") return from.lane(args[0], node.attr.index[index], lanes);
  // The amount of a shift and the select of a bitwise choice are the same for all lanes.
  const shared = (arg: number): boolean =>
    arg === 1 && (node.op === "shl" || node.op === "shr" || node.op === "sra");
  const count = (arg: number): number => (shared(arg) ? 1 : lanes);
  const widthOf = (arg: number): number => nodes[args[arg]].width / count(arg);
  return operation(node, from, {
    width: laneWidth(node),
    widthOf,
    whole: (arg) => (shared(arg) ? from.text(args[arg]) : from.lane(args[arg], index, lanes)),
    part: (arg, low, width) =>
      low === 0 && width === widthOf(arg) && !shared(arg)
        ? from.lane(args[arg], index, lanes)
        : from.bits(args[arg], (shared(arg) ? 0 : index * widthOf(arg)) + low, width),
  });
}

/** All lanes of an operator that is printed lane by lane. */
export function lanesExpression(node: Node, from: Operands): Text {
  const lanes = Array.from({ length: node.lanes }, (_, i) => laneExpression(node, from, node.lanes - 1 - i));
  return concatenation(lanes);
}

function permutation(
  { from: count, index }: { readonly from: number; readonly index: readonly number[] },
  node: Node,
  from: Operands,
): Text {
  const width = laneWidth(node);
  const [arg] = node.args;
  if (count === 1) return concatenation(index.map(() => from.text(arg)));
  const parts: Text[] = [];
  for (let high = index.length - 1; high >= 0; ) {
    let low = high;
    while (low > 0 && index[low - 1] === index[low] - 1) low--;
    parts.push(from.bits(arg, index[low] * width, (high - low + 1) * width));
    high = low - 1;
  }
  return parts.length === 1 ? parts[0] : concatenation(parts);
}

/** The operands of an operator, or of one lane of it. */
interface Lane {
  readonly width: number;
  widthOf(arg: number): number;
  whole(arg: number): Text;
  part(arg: number, low: number, width: number): Text;
}

function operation(node: Node, from: Operands, lane: Lane): Text {
  const { width, widthOf, whole } = lane;
  switch (node.op) {
    case "wire":
      return whole(0);
    case "not":
      return width === 1 ? opposite(whole(0)) : unary("~", whole(0));
    case "and":
    case "or":
    case "xor":
    case "add":
    case "sub":
    case "mul":
    case "eq":
    case "ne":
    case "lt":
    case "le":
      return binary(signOf(node), whole(0), whole(1));
    case "slt":
    case "sle":
      return binary(signOf(node), signed(whole(0)), signed(whole(1)));
    case "redand":
    case "redor":
    case "redxor":
      return unary(signOf(node), whole(0));
    case "shl":
    case "shr":
    case "sra":
      return shift(node, from, lane);
    case "zext":
      return width === widthOf(0) ? whole(0) : concatenation([primary(zeros(width - widthOf(0))), whole(0)]);
    case "sext": {
      const sign = lane.part(0, widthOf(0) - 1, 1);
      const copies = new Array<Text>(width - widthOf(0)).fill(sign);
      return copies.length === 0 ? whole(0) : concatenation([...copies, whole(0)]);
    }
    case "slice":
      return lane.part(0, node.attr.low, width);
    case "cat":
      return node.args.length === 1 ? whole(0) : concatenation(node.args.map((_, arg) => whole(arg)));
    case "mux":
      return conditional(whole(0), whole(1), whole(2));
    case "pick": {
      const vector = from.name(node.args[0]);
      const index = indexText(node.attr.from, 1, lane);
      const only = from.netlist.nodes[node.args[0]].width === width;
      const at = firstBit(index, width, node.attr.from);
      const word = only ? vector : width === 1 ? `${vector}[${at}]` : `${vector}[${at} +: ${width}]`;
      return guarded(primary(word), index, width);
    }
    case "lookup":
    case "read": {
      const words = wordsOf(node, from.netlist) as number;
      const index = indexText(words, 0, lane);
      const array = node.op === "lookup" ? from.table(node.attr.table) : from.memory(node.attr.memory);
      return guarded(primary(words === 1 ? array : `${array}[${index.code}]`), index, width);
    }
    default:
      throw new Error(`${node.op} is no expression`);
  }
}

const signed = (text: Text): Text => primary(`$signed(${text.code})`);

function shift(node: Node, from: Operands, lane: Lane): Text {
  const { width } = lane;
  const amount = from.netlist.nodes[node.args[1]];
  const by = (count: Text): Text =>
    // In an unsigned context >>> would shift zeros in; a call has a context of its own.
    node.op === "sra"
      ? primary(`$unsigned(${binary(">>>", signed(lane.whole(0)), count).code})`)
      : binary(signOf(node), lane.whole(0), count);
  if (amount.op === "const" && amount.attr.unknown === 0n) {
    const { value } = amount.attr;
    if (value < BigInt(width)) return by(primary(`${value}`));
    return node.op === "sra" ? by(primary(`${width - 1}`)) : primary(zeros(width));
  }
  if (amount.width <= 32 || amount.op === "const") return by(lane.whole(1));
  // Tools shift by 32 bits at most; any bit further up shifts everything out.
  const bits = indexBits(width + 1);
  const far = unary("|", lane.part(1, bits, amount.width - bits));
  return by(concatenation([far, lane.part(1, 0, bits)]));
}

/** An index brought to the bits that a table of `words` needs. */
export interface Index {
  readonly code: string;
  readonly bits: number;
  /** 1 where the index is not beyond the end; undefined where it cannot be. */
  readonly inside: Text | undefined;
}

export function indexText(
  words: number,
  arg: number,
  { widthOf, whole, part }: Pick<Lane, "widthOf" | "whole" | "part">,
): Index {
  const width = widthOf(arg);
  const bits = Math.max(1, indexBits(words));
  const cut = width > bits ? part(arg, 0, bits) : whole(arg);
  const { code } = width < bits ? concatenation([primary(zeros(bits - width)), cut]) : cut;
  const inside =
    words < 2 ** width ? binary("<", whole(arg), primary(literal(BigInt(words), width))) : undefined;
  return { code, bits, inside };
}

/** A word, or x where its index is beyond the end. */
export const guarded = (word: Text, { inside }: Index, width: number): Text =>
  inside ? conditional(inside, word, primary(unknownBits(width))) : word;

/** The bit at which word `index` of a vector begins, without a product where the words are a power of two wide. */
function firstBit({ code, bits }: Index, width: number, words: number): string {
  if (width === 1) return code;
  const shifts = Math.log2(width);
  if (Number.isInteger(shifts)) return `{${code}, ${zeros(shifts)}}`;
  const all = Math.max(indexBits(words * width), bits);
  const wide = all === bits ? code : `{${zeros(all - bits)}, ${code}}`;
  return `${wide} * ${literal(BigInt(width), all)}`;
}
