import type { Netlist, NodeId } from "../netlist/netlist.ts";
import { laneWidth, type Node } from "../netlist/node.ts";
import { indexBits, literal, unknownBits, zeros } from "./literal.ts";
import { binary, concatenation, conditional, primary, type Text, unary } from "./text.ts";

/** What an operator's operands are called where it is printed. */
export interface Operands {
  readonly netlist: Netlist;
  /** The whole operand, as an expression. */
  text(node: NodeId): Text;
  /** Some of its bits; the operand is one of those that `selected` lists. */
  bits(node: NodeId, low: number, width: number): Text;
  /** The name of its variable; the operand is one of those that `indexed` lists. */
  name(node: NodeId): string;
  /** The array that holds a table or a memory. */
  table(table: number): string;
  memory(memory: number): string;
}

const BINARY: Partial<Record<Node["op"], string>> = {
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
  shl: "<<",
  shr: ">>",
  sra: ">>>",
};
const REDUCTION: Partial<Record<Node["op"], string>> = { redand: "&", redor: "|", redxor: "^" };

/** Operators that work bit by bit, so that lanes make no difference. */
const bitwise = ({ op }: Node): boolean =>
  op === "and" || op === "or" || op === "xor" || op === "not" || op === "wire";

/** Operands of which bits are taken, so that they need a name (Verilog selects from names only). */
export function selected(node: Node, netlist: Netlist): readonly NodeId[] {
  const { op, args, lanes } = node;
  if (op === "slice" || op === "sext") return args;
  if (op === "permute") return node.attr.from === 1 ? [] : args;
  if (op === "lookup" || op === "read") {
    const words =
      op === "lookup"
        ? netlist.tables[node.attr.table].words.length
        : netlist.memories[node.attr.memory].depth;
    return lanes > 1 || words < 2 ** netlist.nodes[args[0]].width ? args : [];
  }
  if (op === "pick") {
    const { width } = netlist.nodes[args[1]];
    return lanes > 1 || node.attr.from < 2 ** width ? [args[1]] : [];
  }
  if (op === "shl" || op === "shr" || op === "sra") {
    const amount = netlist.nodes[args[1]];
    const wide = amount.op !== "const" && amount.width > 32 ? [args[1]] : [];
    return lanes > 1 ? [args[0], ...wide] : wide;
  }
  if (lanes === 1 || bitwise(node)) return [];
  if (op === "mux") return netlist.nodes[args[0]].width === 1 ? [] : args;
  return args;
}

/** Operands in which an index is looked up. */
export const indexed = ({ op, args }: Node): readonly NodeId[] => (op === "pick" ? [args[0]] : []);

/** The expression of an operator, of exactly its width by itself, so that no context can widen it. */
export function expression(node: Node, from: Operands): Text {
  const { netlist } = from;
  const { lanes, args } = node;
  const widthOf = (arg: number): number => netlist.nodes[args[arg]].width;
  if (node.op === "mux" && widthOf(0) === 1) {
    return conditional(from.text(args[0]), from.text(args[1]), from.text(args[2]));
  }
  if (node.op === "permute") return permutation(node.attr, node, from);
  if (lanes === 1 || bitwise(node)) {
    return lane(
      node,
      from,
      (arg) => from.text(args[arg]),
      (arg, low, width) => from.bits(args[arg], low, width),
    );
  }
  const parts: string[] = [];
  for (let i = lanes - 1; i >= 0; i--) {
    const count = (arg: number): number =>
      (node.op === "shl" || node.op === "shr" || node.op === "sra") && arg === 1 ? 1 : lanes;
    const part = (arg: number, low: number, width: number): Text => {
      const each = node.op === "pick" && arg === 0 ? 0 : widthOf(arg) / count(arg);
      return from.bits(args[arg], (count(arg) === 1 ? 0 : i) * each + low, width);
    };
    const whole = (arg: number): Text =>
      count(arg) === 1 ? from.text(args[arg]) : part(arg, 0, widthOf(arg) / lanes);
    parts.push(lane(node, from, whole, part).code);
  }
  return concatenation(parts);
}

function permutation(
  attr: { readonly from: number; readonly index: readonly number[] },
  node: Node,
  from: Operands,
): Text {
  const width = laneWidth(node);
  const { index } = attr;
  if (attr.from === 1) return concatenation(index.map(() => from.text(node.args[0]).code));
  const parts: string[] = [];
  for (let high = index.length - 1; high >= 0; ) {
    let low = high;
    while (low > 0 && index[low - 1] === index[low] - 1) low--;
    parts.push(from.bits(node.args[0], index[low] * width, (high - low + 1) * width).code);
    high = low - 1;
  }
  return parts.length === 1 ? primary(parts[0], true) : concatenation(parts);
}

/** One lane of an operator, or the whole where lanes make no difference. */
function lane(
  node: Node,
  from: Operands,
  operand: (arg: number) => Text,
  part: (arg: number, low: number, width: number) => Text,
): Text {
  const { netlist } = from;
  const whole = bitwise(node);
  const width = whole ? node.width : laneWidth(node);
  const widthOf = (arg: number): number => netlist.nodes[node.args[arg]].width / (whole ? 1 : node.lanes);
  const { op } = node;
  const signed = (arg: number): Text => primary(`$signed(${operand(arg).code})`);
  switch (node.op) {
    case "wire":
      return operand(0);
    case "not":
      return unary("~", operand(0));
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
      return binary(BINARY[op] as string, operand(0), operand(1));
    case "slt":
    case "sle":
      return binary(BINARY[op] as string, signed(0), signed(1));
    case "redand":
    case "redor":
    case "redxor":
      return widthOf(0) === 1 ? operand(0) : unary(REDUCTION[op] as string, operand(0));
    case "shl":
    case "shr":
    case "sra":
      return shift(node, from, operand(0));
    case "zext": {
      const more = width - widthOf(0);
      return more === 0 ? operand(0) : concatenation([zeros(more), operand(0).code]);
    }
    case "sext": {
      const bits = widthOf(0);
      if (bits === width) return operand(0);
      const sign = part(0, bits - 1, 1).code;
      return concatenation([...new Array<string>(width - bits).fill(sign), part(0, 0, bits).code]);
    }
    case "slice":
      return part(0, node.attr.low, width);
    case "cat":
      return node.args.length === 1
        ? operand(0)
        : concatenation(node.args.map((_, arg) => operand(arg).code));
    case "mux":
      return conditional(operand(0), operand(1), operand(2));
    case "pick": {
      const vector = from.name(node.args[0]);
      const index = within(node.attr.from, widthOf(1), operand, part, 1);
      const at = scaled(index.at, index.bits, width, node.attr.from);
      const only = netlist.nodes[node.args[0]].width === width;
      const value = only ? vector : width === 1 ? `${vector}[${at}]` : `${vector}[${at} +: ${width}]`;
      return index.guard(primary(value), width);
    }
    case "lookup": {
      const index = within(netlist.tables[node.attr.table].words.length, widthOf(0), operand, part, 0);
      return index.guard(primary(`${from.table(node.attr.table)}[${index.at}]`), width);
    }
    case "read": {
      const index = within(netlist.memories[node.attr.memory].depth, widthOf(0), operand, part, 0);
      return index.guard(primary(`${from.memory(node.attr.memory)}[${index.at}]`), width);
    }
    default:
      throw new Error(`${node.op} is no expression`);
  }
}

function shift(node: Node, from: Operands, value: Text): Text {
  const { netlist } = from;
  const [, by] = node.args;
  const amount = netlist.nodes[by];
  const each = laneWidth(node);
  const operator = BINARY[node.op] as string;
  const apply = (count: Text): Text => {
    if (node.op !== "sra") return binary(operator, value, count);
    // In an unsigned context >>> would shift zeros in; the call has a context of its own.
    return primary(`$unsigned(${binary(operator, primary(`$signed(${value.code})`), count).code})`);
  };
  if (amount.op === "const" && amount.attr.unknown === 0n) {
    const count = amount.attr.value;
    if (count < BigInt(each)) return apply(primary(String(count)));
    return node.op === "sra" ? apply(primary(String(each - 1))) : primary(zeros(each));
  }
  if (amount.width <= 32 || amount.op === "const") return apply(from.text(by));
  // Tools shift by 32 bits at most: any bit further up shifts everything out.
  const bits = indexBits(each + 1);
  const high = from.bits(by, bits, amount.width - bits);
  return apply(concatenation([unary("|", high).code, from.bits(by, 0, bits).code]));
}

/** An index brought to the width that a table of n words needs. */
interface Index {
  readonly at: string;
  readonly bits: number;
  /** The word, or x where the index is beyond the end. */
  guard(word: Text, width: number): Text;
}

function within(
  n: number,
  width: number,
  operand: (arg: number) => Text,
  part: (arg: number, low: number, width: number) => Text,
  arg: number,
): Index {
  const bits = Math.max(1, indexBits(n));
  const index = operand(arg);
  const cut = width > bits ? part(arg, 0, bits).code : index.code;
  const at = width < bits ? `{${zeros(bits - width)}, ${cut}}` : cut;
  const guard = (word: Text, wide: number): Text => {
    if (n >= 2 ** width) return word;
    const inside = binary("<", index, primary(literal(BigInt(n), width)));
    return conditional(inside, word, primary(unknownBits(wide)));
  };
  return { at, bits, guard };
}

/** The bit at which word `index` begins. */
function scaled(index: string, bits: number, width: number, n: number): string {
  if (width === 1) return index;
  const shifts = Math.log2(width);
  if (Number.isInteger(shifts)) return `{${index}, ${shifts}'d0}`;
  const all = Math.max(indexBits(n * width), bits);
  const wide = all === bits ? index : `{${zeros(all - bits)}, ${index}}`;
  return `${wide} * ${literal(BigInt(width), all)}`;
}
