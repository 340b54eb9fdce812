import type { DesignFacts, ModuleFacts } from "./synthesis.ts";
import { count, table } from "./table.ts";

/** What synthesis makes of a design. */
export interface Synthesis {
  readonly top: string;
  /** The version that did it. */
  readonly yosys: string;
  /** As the design is written. */
  readonly described: DesignFacts;
  /** What Yosys left of it: without what nothing reads, is constant or there twice. */
  readonly left: DesignFacts;
}

/** The modules as a tree, then the cells by type. */
export function synthesisText(synthesis: Synthesis): string {
  const { top, yosys, left } = synthesis;
  const { cells } = left[top].total;
  const types = Object.entries(cells).sort(([one, a], [two, b]) => b - a || (one < two ? -1 : 1));
  const parts = [
    `${top}, in ${yosys}`,
    moduleTable(synthesis),
    table(
      ["cells", "number"],
      types.map(([type, number]) => [type, count(number)]),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** A row an instance; those of one module side by side in one, with what all of them hold. */
function moduleTable({ top, described, left }: Synthesis): string {
  const rows: string[][] = [];
  const waiting = [{ name: top, depth: 0, number: 1 }];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    const { name, depth, number } = row;
    const { total, instances } = left[name];
    const held = [
      total.flops,
      described[name].total.flops,
      total.memoryBits,
      total.romBits,
      cellCount(left[name]),
    ];
    const figures = total.gates === null ? held : [...held, total.gates];
    rows.push(["  ".repeat(depth) + name, count(number), ...figures.map((figure) => count(figure * number))]);
    for (const [inner, times] of Object.entries(instances).reverse()) {
      waiting.push({ name: inner, depth: depth + 1, number: number * times });
    }
  }
  const gates = left[top].total.gates === null ? [] : ["gates"];
  const head = [
    "module",
    "instances",
    "flip-flops",
    "as written",
    "memory bits",
    "ROM bits",
    "cells",
    ...gates,
  ];
  return table(head, rows);
}

const cellCount = ({ total }: ModuleFacts): number =>
  Object.values(total.cells).reduce((all, number) => all + number, 0);
