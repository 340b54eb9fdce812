import type { NodeId } from "./netlist.ts";
import type { Node } from "./node.ts";

/** Whether the node's value holds the operand's bits as they are: what moves or chooses them, not what computes. */
export function carries({ op, args }: Node, operand: NodeId): boolean {
  switch (op) {
    case "wire":
    case "slice":
    case "cat":
    case "permute":
    case "zext":
    case "sext":
      return true;
    case "mux":
      return args[1] === operand || args[2] === operand;
    case "pick":
      return args[0] === operand;
    default:
      return false;
  }
}
