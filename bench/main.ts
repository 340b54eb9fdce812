import { writeFileSync } from "node:fs";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { elaborationFigures } from "./elaboration.ts";
import { kernelFigures } from "./kernel.ts";
import type { Figure } from "./measure.ts";
import { asJson, asTable } from "./report.ts";
import { icarusFigures, verilatorFigures } from "./rivals.ts";
import { waveFigures } from "./waves.ts";

const PARTS: Readonly<Record<string, () => Figure[]>> = {
  kernel: kernelFigures,
  icarus: icarusFigures,
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
console.log(asTable(figures));
if (json !== undefined) writeFileSync(json, asJson(figures));
