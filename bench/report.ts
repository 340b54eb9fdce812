import Table from "cli-table3";
import type { Figure, Spread } from "./measure.ts";

/** The rivals on what we export: those that every figure can be compared by. */
const ICARUS = "Icarus, our export";
const VERILATOR = "Verilator, our export";

/** The figures as a table for a terminal. */
export function asTable(figures: readonly Figure[]): string {
  const table = new Table({
    head: ["figure", "unit", "median", "min", "max", "times as fast as"],
    style: { head: [], border: [] },
  });
  for (const { name, unit, value, min, max, ratios = {} } of figures) {
    const beside = Object.entries(ratios).map(([rival, ratio]) => `${range(ratio)} ${rival}`);
    table.push([name, unit, ...[value, min, max].map(round), beside.join("\n")]);
  }
  return table.toString();
}

/** The same for programs: `ratioToIcarus` and `ratioToVerilator` are those on our export, `ratios` has all. */
export function asJson(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => ({
    ...figure,
    ratioToIcarus: figure.ratios?.[ICARUS]?.value,
    ratioToVerilator: figure.ratios?.[VERILATOR]?.value,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

const range = ({ value, min, max }: Spread) => `${round(value)} (${round(min)} to ${round(max)})`;

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}
