import type { Netlist } from "./netlist.ts";
import { laneWidth, type Node } from "./node.ts";

const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;
const bit = (holds: boolean): bigint => (holds ? 1n : 0n);

function shifted(op: "shl" | "shr" | "sra", a: bigint, amount: bigint, width: number): bigint {
  const by = amount < BigInt(width) ? amount : BigInt(width);
  return op === "shl" ? a << by : (op === "sra" ? BigInt.asIntN(width, a) : a) >> by;
}

function parity(a: bigint): bigint {
  let odd = 0n;
  for (let rest = a; rest !== 0n; rest &= rest - 1n) odd ^= 1n;
  return odd;
}

/** What an operator makes of operands without an unknown bit; undefined if that is not a known value. */
export function known(node: Node, args: readonly bigint[], netlist: Netlist): bigint | undefined {
  const width = laneWidth(node);
  let result = 0n;
  for (let i = node.lanes - 1; i >= 0; i--) {
    const lane = knownLane(node, args, i, netlist);
    if (lane === undefined) return undefined;
    result = (result << BigInt(width)) | BigInt.asUintN(width, lane);
  }
  return result;
}

function knownLane(node: Node, args: readonly bigint[], index: number, netlist: Netlist): bigint | undefined {
  const each = laneWidth(node);
  const widths = node.args.map((arg) => netlist.nodes[arg].width);
  const at = (arg: number, lanes = node.lanes, lane = index): bigint => {
    const width = widths[arg] / lanes;
    return (args[arg] >> BigInt(lane * width)) & ones(width);
  };
  const signed = (arg: number): bigint => BigInt.asIntN(widths[arg] / node.lanes, at(arg));
  switch (node.op) {
    case "wire":
    case "zext":
      return at(0);
    case "sext":
      return signed(0);
    case "not":
      return ~at(0);
    case "and":
      return at(0) & at(1);
    case "or":
      return at(0) | at(1);
    case "xor":
      return at(0) ^ at(1);
    case "add":
      return at(0) + at(1);
    case "sub":
      return at(0) - at(1);
    case "mul":
      return at(0) * at(1);
    case "eq":
      return bit(at(0) === at(1));
    case "ne":
      return bit(at(0) !== at(1));
    case "lt":
      return bit(at(0) < at(1));
    case "le":
      return bit(at(0) <= at(1));
    case "slt":
      return bit(signed(0) < signed(1));
    case "sle":
      return bit(signed(0) <= signed(1));
    case "redand":
      return bit(at(0) === ones(widths[0] / node.lanes));
    case "redor":
      return bit(at(0) !== 0n);
    case "redxor":
      return parity(at(0));
    case "shl":
    case "shr":
    case "sra":
      return shifted(node.op, at(0), args[1], each);
    case "slice":
      return at(0) >> BigInt(node.attr.low);
    case "cat":
      return args.reduce((high, _, i) => (high << BigInt(widths[i] / node.lanes)) | at(i), 0n);
    case "mux":
      return at(0, widths[0], widths[0] === 1 ? 0 : index) === 1n ? at(1) : at(2);
    case "permute":
      return at(0, node.attr.from, node.attr.index[index]);
    case "pick":
      return at(1) < BigInt(node.attr.from) ? at(0, node.attr.from, Number(at(1))) : undefined;
    case "lookup":
      return netlist.tables[node.attr.table].words[Number(at(0))];
    default:
      return undefined;
  }
}
