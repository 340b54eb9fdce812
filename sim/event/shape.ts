import type { Netlist } from "../netlist/netlist.ts";
import type { Node, NodeId } from "../netlist/node.ts";
import type { Groups } from "./groups.ts";
import { isConstant } from "./inline.ts";
import type { Layout } from "./layout.ts";

/** An operand inside a shape: a step before it, the value at a parameter, or a known constant. */
export type Operand =
  | { readonly kind: "step"; readonly index: number; readonly width: number }
  | { readonly kind: "input"; readonly index: number; readonly width: number }
  | { readonly kind: "constant"; readonly value: bigint; readonly width: number };

export interface ShapeStep {
  readonly node: Node;
  readonly args: readonly Operand[];
  /** Parameter that holds where the kept value lies; the next one holds the node to wake the readers of. */
  readonly output: number | undefined;
  /** Parameter that holds where the memory of a `read` begins. */
  readonly memory: number | undefined;
}

/** What a group computes, apart from where its operands and results lie: groups of one shape share one function. */
export interface Shape {
  /** Equal for equal shapes. */
  readonly key: string;
  readonly steps: readonly ShapeStep[];
  /** Parameters that hold where an input's value lies. */
  readonly inputs: readonly number[];
  /** This group's values for the parameters. */
  readonly parameters: readonly number[];
}

export function shapeOf(netlist: Netlist, groups: Groups, layout: Layout, group: number): Shape {
  const { nodes } = netlist;
  const parameters: number[] = [];
  const inputs: number[] = [];
  const steps: ShapeStep[] = [];
  const known = new Map<NodeId, Operand>();
  const operand = (id: NodeId): Operand => {
    const node = nodes[id];
    const { width } = node;
    if (node.op === "const" && isConstant(node)) return { kind: "constant", value: node.attr.value, width };
    let found = known.get(id);
    if (!found) {
      found = { kind: "input", index: parameters.push(layout.kept[id]) - 1, width };
      inputs.push(found.index);
      known.set(id, found);
    }
    return found;
  };
  for (let i = groups.starts[group]; i < groups.starts[group + 1]; i++) {
    const id = groups.nodes[i];
    const node = nodes[id];
    const args = node.args.map(operand);
    const memory =
      node.op === "read" ? parameters.push(layout.memories[node.attr.memory].base) - 1 : undefined;
    const kept = layout.kept[id] >= 0;
    const output = kept ? parameters.push(layout.kept[id], id) - 2 : undefined;
    known.set(id, { kind: "step", index: steps.push({ node, args, output, memory }) - 1, width: node.width });
  }
  return { key: steps.map((step) => stepKey(netlist, step)).join(";"), steps, inputs, parameters };
}

function stepKey({ memories }: Netlist, { node, args, output }: ShapeStep): string {
  const operands = args.map((arg) =>
    arg.kind === "constant" ? `#${arg.value.toString(36)}` : `${arg.kind}${arg.index}`,
  );
  const widths = args.map(({ width }) => width);
  return [node.op, node.width, node.lanes, attributes(node, memories), operands, widths, output].join(" ");
}

function attributes(node: Node, memories: Netlist["memories"]): string {
  switch (node.op) {
    case "slice":
      return `${node.attr.low}`;
    case "permute":
      return `${node.attr.from}:${node.attr.index}`;
    case "pick":
      return `${node.attr.from}`;
    case "lookup":
      return `${node.attr.table}`;
    case "read":
      return `${memories[node.attr.memory].depth}:${memories[node.attr.memory].width}`;
    default:
      return "";
  }
}
