import { isEvaluated } from "../engine/order.ts";
import type { Netlist } from "../netlist/netlist.ts";
import type { Layout } from "./layout.ts";
import { type Planes, wordsOf } from "./planes.ts";

/**
 * Makes every x and z at power-up a random bit: constants, inputs, registers and read ports in the order of the nodes,
 * then the words of the memories, 32 bits at a time, so that every engine draws the same. Operators will settle.
 */
export function randomise(netlist: Netlist, layout: Layout, planes: Planes, random: () => number): void {
  netlist.nodes.forEach((node, id) => {
    if (layout.kept[id] >= 0 && isEvaluated(node)) planes.clear(layout.kept[id], wordsOf(node.width));
  });
  const { value, unknown, mixed } = planes;
  for (let i = 0; i < unknown.length; i++) {
    if (unknown[i] === 0) continue;
    value[i] = (value[i] & ~unknown[i]) | (random() & unknown[i]);
    unknown[i] = 0;
  }
  mixed.fill(0);
}
