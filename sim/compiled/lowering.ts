import type { Netlist } from "../netlist/netlist.ts";
import type { Node, NodeId } from "../netlist/node.ts";
import type { Forms } from "./forms.ts";
import type { Store } from "./layout.ts";
import type { Code } from "./wasm/code.ts";

/** What the lowering of a node works with. */
export interface Lowering {
  readonly code: Code;
  readonly netlist: Netlist;
  readonly forms: Forms;
  /** Byte address of a value that lies in memory by now, else -1. */
  stored(node: NodeId): number;
  /** Whether the node is computed by the code under way, so that its operands are at hand. */
  isInside(node: NodeId): boolean;
  /** Where the state of a gate or divider lies, in bytes. */
  cell(node: NodeId): number;
  table(table: number): Store;
  memory(memory: number): Store;
}

/** Writes the instructions that compute a node, and hands the result to `forms`; false if the rule does not apply. */
export type Rule<N extends Node = Node> = (to: Lowering, node: N, id: NodeId) => boolean;

/** The bits of a constant, or undefined for any other node. */
export function constantOf(netlist: Netlist, node: NodeId): bigint | undefined {
  const { op, attr } = netlist.nodes[node] as Node;
  return op === "const" ? (attr as { readonly value: bigint }).value : undefined;
}
