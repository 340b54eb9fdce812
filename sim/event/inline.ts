import type { Netlist } from "../netlist/netlist.ts";
import { laneWidth, type Node } from "../netlist/node.ts";
import { wordsOf } from "./planes.ts";

/** The most words of a value that generated code keeps in variables. */
const MOST_WORDS = 128;
/** The most lanes whose code is written out one by one. */
const MOST_LANES = 128;
/** The most words among which a `pick` is written out. */
const MOST_PICKED = 64;

/** Whether generated code may compute the node; others are groups of their own and always interpreted. */
export function isInline({ nodes }: Netlist, node: Node): boolean {
  const narrow = (id: number): boolean => wordsOf(nodes[id].width) <= MOST_WORDS;
  if (wordsOf(node.width) > MOST_WORDS || !node.args.every(narrow)) return false;
  const width = laneWidth(node);
  switch (node.op) {
    case "gate":
    case "divide":
      return false;
    case "wire":
    case "not":
    case "and":
    case "or":
    case "xor":
      return true;
    case "mul":
      return width <= 32 && node.lanes <= MOST_LANES;
    case "shl":
    case "shr":
    case "sra":
      return (
        node.lanes <= MOST_LANES && (isConstant(nodes[node.args[1]]) || (node.lanes === 1 && width <= 32))
      );
    case "lookup":
    case "read":
      return nodes[node.args[0]].width / node.lanes <= 32 && node.lanes <= MOST_LANES;
    case "pick":
      return (
        nodes[node.args[1]].width / node.lanes <= 32 &&
        node.lanes === 1 &&
        wordsOf(width) * node.attr.from <= MOST_PICKED
      );
    default:
      return node.lanes <= MOST_LANES;
  }
}

export const isConstant = (node: Node): boolean => node.op === "const" && node.attr.unknown === 0n;
