import type { Netlist } from "../netlist/netlist.ts";
import { laneWidth, type Node, type NodeId } from "../netlist/node.ts";
import type { Groups } from "./groups.ts";
import type { Layout } from "./layout.ts";
import { A, B, C, DST, LANES, NODE, OP, type Operator, STEP, WIDTH, WORDS, X } from "./machine.ts";
import * as bitwise from "./operators-bitwise.ts";
import * as clock from "./operators-clock.ts";
import * as lane from "./operators-lane.ts";
import * as move from "./operators-move.ts";
import * as select from "./operators-select.ts";
import { type Store, wordsOf } from "./planes.ts";

type Evaluated = Exclude<Node["op"], "const" | "input" | "clock" | "register" | "readport">;

const NAMED: Readonly<Record<Evaluated, Operator>> = {
  wire: bitwise.wire,
  not: bitwise.not,
  and: bitwise.and,
  or: bitwise.or,
  xor: bitwise.xor,
  add: lane.add,
  sub: lane.sub,
  mul: lane.mul,
  eq: lane.eq,
  ne: lane.ne,
  lt: lane.lt,
  le: lane.le,
  slt: lane.slt,
  sle: lane.sle,
  redand: lane.redand,
  redor: lane.redor,
  redxor: lane.redxor,
  shl: move.shl,
  shr: move.shr,
  sra: move.sra,
  zext: move.zext,
  sext: move.sext,
  slice: move.slice,
  cat: move.cat,
  permute: move.permute,
  mux: select.mux,
  lookup: select.fetch,
  read: select.fetch,
  pick: select.pick,
  gate: clock.gate,
  divide: clock.divide,
};

/** By the number in a step's `OP`. */
export const OPERATORS: readonly Operator[] = Object.values(NAMED);
const NUMBERS = new Map(Object.keys(NAMED).map((op, number) => [op, number]));

/** The steps of all groups, one a node, in the order of `groups.nodes`, and the lists that they point at. */
export interface Program {
  readonly code: Int32Array;
  readonly extra: Int32Array;
}

/** Writes down what every group does. */
export function encode(netlist: Netlist, groups: Groups, layout: Layout): Program {
  const { nodes } = netlist;
  const code = new Int32Array(groups.nodes.length * STEP);
  const extra: number[] = [];
  const list = (numbers: readonly number[]): number => {
    const start = extra.length;
    for (const number of numbers) extra.push(number);
    return start;
  };
  const storeList = ({ base, stride, depth }: Store): number => list([base, stride, depth]);
  const tables = layout.tables.map(storeList);
  const memories = layout.memories.map(storeList);

  groups.nodes.forEach((id, i) => {
    const node = nodes[id];
    const at = i * STEP;
    const place = (arg: NodeId): number =>
      groups.of[arg] === groups.of[id] ? layout.scratch[arg] : layout.kept[arg];
    const lanesOf = (arg: number): number => nodes[node.args[arg]].width / node.lanes;
    code[at + OP] = NUMBERS.get(node.op)!;
    code[at + NODE] = id;
    code[at + DST] = layout.scratch[id];
    code[at + WORDS] = wordsOf(node.width);
    code[at + WIDTH] = laneWidth(node);
    code[at + LANES] = node.lanes;
    for (let arg = 0; arg < Math.min(3, node.args.length); arg++) code[at + A + arg] = place(node.args[arg]);
    switch (node.op) {
      case "not":
        code[at + B] = code[at + A];
        break;
      case "redand":
      case "redor":
      case "redxor":
        code[at + B] = code[at + A];
        code[at + X] = lanesOf(0);
        break;
      case "eq":
      case "ne":
      case "lt":
      case "le":
      case "slt":
      case "sle":
      case "zext":
      case "sext":
        code[at + X] = lanesOf(0);
        break;
      case "shl":
      case "shr":
      case "sra":
        code[at + X] = nodes[node.args[1]].width;
        break;
      case "slice":
        code[at + B] = node.attr.low;
        code[at + X] = lanesOf(0);
        break;
      case "cat": {
        const parts = node.args.map((arg, k) => [place(arg), lanesOf(k)]);
        code[at + X] = list([parts.length, ...parts.reverse().flat()]);
        break;
      }
      case "mux":
        code[at + X] = nodes[node.args[0]].width;
        break;
      case "permute":
        code[at + X] = list(node.attr.index);
        break;
      case "lookup":
      case "read":
        code[at + B] = lanesOf(0);
        code[at + X] = node.op === "lookup" ? tables[node.attr.table] : memories[node.attr.memory];
        break;
      case "pick":
        code[at + C] = lanesOf(1);
        code[at + X] = node.attr.from;
        break;
      case "gate":
        code[at + B] = layout.cells.get(id)!;
        break;
      case "divide":
        code[at + B] = layout.cells.get(id)!;
        code[at + C] = node.attr.by;
        break;
    }
  });
  return { code, extra: Int32Array.from(extra) };
}
