/**
 * `npm run cosim`: runs the hardware of rtl/ under other simulators again, as it was recorded, and compares the outputs
 * of every instance. Exits with 1 where one differs.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { count, table } from "../../scripts/table.ts";
import type { PortRecording } from "../../sim/export/port-recording.ts";
import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { testbench } from "../../sim/export/testbench.ts";
import { nearest } from "../../sim/netlist/nearest.ts";
import { icarus } from "./icarus.ts";
import { describeVerdict, type Replay, replay } from "./replay.ts";
import { RUNS } from "./runs.ts";
import type { Simulator } from "./simulator.ts";
import { verilator } from "./verilator.ts";

const SIMULATORS: Readonly<Record<string, Simulator>> = { icarus, verilator };
/** For the build or the run of one simulator. */
const SECONDS = 1800;

const options = yargs(hideBin(argv))
  .usage("npm run cosim -- [--top MODULE] [--cycles N] [--simulator NAME] [--out FOLDER]")
  .option("top", { type: "string", describe: "Only the runs that hold this module" })
  .option("cycles", { type: "number", default: 2000, describe: "Of traffic in each run" })
  .option("simulator", { choices: Object.keys(SIMULATORS), describe: "Both unless given" })
  .option("out", { type: "string", describe: "Writes what would run, a folder a run, and runs nothing" })
  .strict()
  .version(false)
  .parseSync();

const chosen = RUNS.filter((run) => options.top === undefined || run.modules().has(options.top));
if (chosen.length === 0) {
  const names = [...new Set(RUNS.flatMap((run) => [...run.modules()]))];
  const likely = nearest(options.top ?? "", names);
  console.error(
    `no run holds a module ${options.top}; accepted: ${(likely.length > 0 ? likely : names).join(", ")}`,
  );
  process.exitCode = 2;
} else {
  process.exitCode = await all();
}

async function all(): Promise<number> {
  const names = options.simulator === undefined ? Object.keys(SIMULATORS) : [options.simulator];
  const rows: string[][] = [];
  const wrong: string[] = [];
  for (const run of chosen) {
    const recording = run.record(options.cycles);
    const work = { recording, design: systemVerilog(recording.netlist) };
    if (options.out !== undefined) {
      keep(join(options.out, run.name.replaceAll(/\W+/g, "-")), work);
      continue;
    }
    const verdicts = names.map((name) => replay(SIMULATORS[name], [work], { seconds: SECONDS }));
    const texts = (await Promise.all(verdicts)).map(([verdict], k) => {
      if (verdict.differences.length === 0) return "equal";
      wrong.push(`${names[k]}: ${describeVerdict(verdict)}`);
      return "differs";
    });
    rows.push([run.name, ...sizes(recording).map(count), ...texts]);
  }
  if (options.out === undefined) console.log(table(["run", "instances", "bits", "steps", ...names], rows));
  for (const line of wrong) console.error(line);
  return wrong.length === 0 ? 0 : 1;
}

/** Instances and bits whose outputs are compared, and how often. */
function sizes({ outputs, steps }: PortRecording): number[] {
  const fields = outputs.flatMap(({ track }) => track.fields);
  return [outputs.length, fields.reduce((sum, { width }) => sum + width, 0), steps];
}

function keep(folder: string, { recording, design }: Replay): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of [...design.files, ...testbench(recording, design).files]) {
    writeFileSync(join(folder, name), text);
  }
  console.log(folder);
}
