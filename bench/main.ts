import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { elaborationFigures } from "./elaboration.ts";
import { kernelFigures } from "./kernel.ts";
import type { Figure } from "./measure.ts";
import { verilatorFigures } from "./verilator.ts";
import { waveFigures } from "./waves.ts";

const PARTS: Readonly<Record<string, () => Figure[]>> = {
  kernel: kernelFigures,
  verilator: verilatorFigures,
  waves: waveFigures,
  elaboration: elaborationFigures,
};

const { only, json } = yargs(hideBin(process.argv))
  .usage("npm run bench -- [--only PART] [--json FILE]")
  .option("only", { choices: Object.keys(PARTS), describe: "Measure one part" })
  .option("json", { type: "string", describe: "Write the figures to a file as well" })
  .strict()
  .parseSync();

const parts = only === undefined ? Object.keys(PARTS) : [only];
const figures = parts.flatMap((part) => PARTS[part]());
const table = new Table({
  head: ["figure", "unit", "median", "min", "max"],
  style: { head: [], border: [] },
});
for (const { name, unit, value, min, max } of figures)
  table.push([name, unit, ...[value, min, max].map(round)]);
console.log(table.toString());
if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}
