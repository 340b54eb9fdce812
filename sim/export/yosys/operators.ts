import type { Netlist } from "../../netlist/netlist.ts";
import { laneWidth, type Node } from "../../netlist/node.ts";
import { indexBits } from "../literal.ts";
import { type Bit, type Bits, type Cells, constant, int, word } from "./cells.ts";
import { combinational, memoryCell } from "./memory.ts";
import { guarded, indexOf } from "./word-index.ts";

/** Where the operands of an operator come from, and its cells go. */
export interface Around {
  readonly netlist: Netlist;
  readonly cells: Cells;
  readonly place: string;
  bitsOf(node: number): Bits;
  /** A name in the module that nothing has yet. */
  take(wanted: string): string;
  /** The word at an address of a memory of the module. */
  read(memory: number, address: Bits): Bits;
}

/** Cells with two operands and what of these is signed. */
const BINARY: Partial<Record<Node["op"], readonly [type: string, signed?: string]>> = {
  and: ["$and"],
  or: ["$or"],
  xor: ["$xor"],
  add: ["$add"],
  sub: ["$sub"],
  mul: ["$mul"],
  eq: ["$eq"],
  ne: ["$ne"],
  lt: ["$lt"],
  le: ["$le"],
  slt: ["$lt", "AB"],
  sle: ["$le", "AB"],
  shl: ["$shl"],
  shr: ["$shr"],
  sra: ["$sshr", "A"],
};
const UNARY: Partial<Record<Node["op"], string>> = {
  not: "$not",
  redand: "$reduce_and",
  redor: "$reduce_or",
  redxor: "$reduce_xor",
};

/** The bits of an operator: views of its operands, or the outputs of new cells, one a lane where lanes are apart. */
export function operatorBits(node: Node, around: Around): Bits {
  const operands = node.args.map((arg) => around.bitsOf(arg));
  const [first, second] = operands;
  switch (node.op) {
    case "and":
    case "or":
    case "xor":
    case "not":
      return laneBits(node, operands, node.width, around);
    case "permute":
      return node.attr.index.flatMap((lane) => part(first, lane, laneWidth(node)));
    case "pick":
      return picked(first, second, node.attr.from, around);
    default:
      return byLane(node, operands, around);
  }
}

const part = (bits: Bits, index: number, width: number): Bits =>
  bits.slice(index * width, (index + 1) * width);

function byLane(node: Node, operands: readonly Bits[], around: Around): Bits {
  const { lanes, op } = node;
  const isShift = op === "shl" || op === "shr" || op === "sra";
  if (op === "mux" && operands[0].length === 1) return laneBits(node, operands, node.width, around);
  return Array.from({ length: lanes }, (_, lane) => {
    const own = operands.map((bits, arg) =>
      isShift && arg === 1 ? bits : part(bits, lane, bits.length / lanes),
    );
    return laneBits(node, own, laneWidth(node), around);
  }).flat();
}

function laneBits(node: Node, operands: readonly Bits[], width: number, around: Around): Bits {
  const { cells, place, netlist } = around;
  const [a, b, c] = operands;
  switch (node.op) {
    case "wire":
      return a;
    case "slice":
      return a.slice(node.attr.low, node.attr.low + width);
    case "cat":
      return operands.toReversed().flat();
    case "zext":
      return [...a, ...constant(0n, width - a.length)];
    case "sext":
      return [...a, ...new Array<Bit>(width - a.length).fill(a[a.length - 1])];
    case "mux":
      return cells.mux(place, a[0], b, c);
    case "shl":
    case "shr":
    case "sra":
      return shifted(node.op, a, b, around);
    case "lookup":
      return lookedUp(netlist.tables[node.attr.table], a, around);
    case "read":
      return around.read(node.attr.memory, a);
  }
  const unary = UNARY[node.op];
  if (unary !== undefined) return cells.unary(unary, place, a, width);
  const binary = BINARY[node.op];
  if (binary !== undefined) return cells.binary(binary[0], place, [a, b], width, binary[1]);
  throw new Error(`${node.op} is no operator`);
}

function shifted(op: "shl" | "shr" | "sra", a: Bits, by: Bits, { cells, place }: Around): Bits {
  const fill = op === "sra" ? a[a.length - 1] : "0";
  if (by.every((bit) => bit === "0" || bit === "1")) {
    const amount = Number(BigInt(`0b${by.toReversed().join("")}`));
    const gap = new Array<Bit>(Math.min(amount, a.length)).fill(fill);
    return op === "shl" ? [...gap, ...a].slice(0, a.length) : [...a.slice(amount), ...gap];
  }
  const [type, signed] = BINARY[op]!;
  return cells.binary(type, place, [a, amountOf(by, a.length, cells, place)], a.length, signed);
}

/** Tools shift by 32 bits at most; any bit further up shifts everything out. */
function amountOf(by: Bits, width: number, cells: Cells, place: string): Bits {
  if (by.length <= 32) return by;
  const near = indexBits(width + 1);
  return [...by.slice(0, near), ...cells.unary("$reduce_or", place, by.slice(near), 1)];
}

/** A lane of a vector by its number: a tree of multiplexers. */
function picked(vector: Bits, number: Bits, lanes: number, { cells, place }: Around): Bits {
  const width = vector.length / lanes;
  const index = indexOf(cells, place, number, lanes);
  const y = cells.nets(width);
  const missing = new Array<Bit>(2 ** index.bits.length * width - vector.length).fill("x");
  cells.add({
    type: "$bmux",
    place,
    parameters: { WIDTH: int(width), S_WIDTH: int(index.bits.length) },
    inputs: { A: [...vector, ...missing], S: index.bits },
    outputs: { Y: y },
  });
  return guarded(cells, place, y, index);
}

/** A table is a memory that nothing writes, with one port: each lane has its own, as in hardware. */
function lookedUp(table: Netlist["tables"][number], at: Bits, { cells, place, take }: Around): Bits {
  const { width, words } = table;
  const name = take(table.name);
  const index = indexOf(cells, place, at, words.length);
  const data = cells.nets(width);
  const init = words.map((each) => word(each, width));
  const read = combinational(index.bits, data);
  cells.addNamed(name, { ...memoryCell({ name, width, depth: words.length, init }, [], [read]), place });
  return guarded(cells, place, data, index);
}
