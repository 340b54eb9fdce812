import type { NodeId } from "../netlist/node.ts";
import { defineConstant, mark, type Plan } from "./context.ts";
import { Forms } from "./forms.ts";
import type { Lowering, Rule } from "./lowering.ts";
import { movesOf, RULES } from "./operators.ts";
import { VECTOR_RULES } from "./vectors.ts";
import type { Code } from "./wasm/code.ts";

/** Computes the nodes of a region, stores what outlives it, and flags what reads something that changed. */
export function emitRegion(code: Code, plan: Plan, region: number): void {
  const { netlist, regions, layout, wiring } = plan;
  const flag = layout.flags + region;
  code.load("i32.load8_u", flag).when(() => {
    code.store("i32.store8", flag, () => code.i32(0));
    const written = new Set<NodeId>();
    const isOutside = (node: NodeId): boolean => regions.of[node] !== region;
    const stored = (node: NodeId): number =>
      netlist.nodes[node].op !== "const" && (isOutside(node) || written.has(node)) ? layout.values[node] : -1;
    const updates = new Set<number>();
    const define = (id: NodeId): void => {
      if (!defineConstant(to, id)) compute(to, plan, id);
      if (isOutside(id) || layout.values[id] < 0) return;
      publish(code, plan, to.forms, id);
      written.add(id);
      for (const update of wiring.updatesOf(id)) updates.add(update);
    };
    const to: Lowering = {
      code,
      netlist,
      forms: new Forms(code, netlist, stored, define, (node) => movesOf(netlist, netlist.nodes[node])),
      stored,
      isInside: (node) => !isOutside(node),
      cell: (node) => layout.cells.get(node)!,
      table: (table) => layout.tables[table],
      memory: (memory) => layout.memories[memory],
    };
    for (let i = regions.starts[region]; i < regions.starts[region + 1]; i++) {
      const id = regions.nodes[i];
      if (layout.values[id] >= 0 && !to.forms.has(id)) define(id);
    }
    mark(code, plan, updates);
  });
}

function compute(to: Lowering, { netlist, hasVectors }: Plan, id: NodeId): void {
  const node = netlist.nodes[id];
  const { [node.op]: vector } = VECTOR_RULES;
  const { [node.op]: any } = RULES as Readonly<Record<string, Rule | undefined>>;
  if ((hasVectors && vector?.(to, node, id)) || any?.(to, node, id)) return;
  throw new Error(`node ${id} (${node.op}) cannot be computed`);
}

function publish(code: Code, plan: Plan, forms: Forms, id: NodeId): void {
  const address = plan.layout.values[id];
  const readers = plan.wiring.regionsOf(id);
  if (readers.length === 0) {
    forms.store(id, address);
    return;
  }
  forms.pushDiffers(id, address);
  code.when(() => {
    forms.store(id, address);
    mark(code, plan, readers);
  });
}
