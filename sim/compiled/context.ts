import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import { Forms } from "./forms.ts";
import type { Layout } from "./layout.ts";
import { constantOf, type Lowering } from "./lowering.ts";
import type { Regions } from "./regions.ts";
import type { Updates } from "./updates.ts";
import type { Code } from "./wasm/code.ts";
import type { Wiring } from "./wiring.ts";

/** The design as the writers of code see it. */
export interface Plan {
  readonly netlist: Netlist;
  readonly regions: Regions;
  readonly updates: Updates;
  readonly wiring: Wiring;
  readonly layout: Layout;
  /** Whether wide operators may be vector instructions. */
  readonly hasVectors: boolean;
}

/** Sets flags: what they stand for has to be looked at. */
export function mark(code: Code, { layout }: Plan, flags: Iterable<number>): void {
  for (const flag of flags) code.store("i32.store8", layout.flags + flag, () => code.i32(1));
}

/** Hands in a constant; false for any other node. */
export function defineConstant(
  { netlist, code, forms }: Pick<Lowering, "netlist" | "code" | "forms">,
  id: NodeId,
): boolean {
  const value = constantOf(netlist, id);
  if (value === undefined) return false;
  const { width } = netlist.nodes[id];
  if (width <= 32) forms.putScalar(id, code.scalar("i32", value).keep("i32"));
  else if (width <= 64) forms.putScalar(id, code.i64(value).keep("i64"));
  else {
    const limbs = Array.from({ length: Math.ceil(width / 128) }, (_, i) =>
      code.v128(value >> BigInt(128 * i)).keep("v128"),
    );
    forms.putLimbs(id, limbs);
  }
  return true;
}

/** Values as they stand in memory, or, for those named, as they stood before the edge. */
export function storedForms(code: Code, { netlist, layout }: Plan, shadowed: ReadonlySet<NodeId>): Forms {
  const stored = (node: NodeId): number =>
    netlist.nodes[node].op === "const"
      ? -1
      : shadowed.has(node)
        ? layout.shadows.get(node)!
        : layout.values[node];
  const forms: Forms = new Forms(code, netlist, stored, (node) => {
    if (!defineConstant({ netlist, code, forms }, node))
      throw new Error(`node ${node} has no place in memory`);
  });
  return forms;
}
