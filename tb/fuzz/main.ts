/**
 * `npm run fuzz`: random modules on our engines, the plain models and other simulators, with a vote. Exits with 0 if no
 * difference is left unexplained, 1 if one is, 2 for wrong options, 3 where a simulator is missing.
 */
import { argv } from "node:process";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { EnvironmentError, UserError } from "../../host/user-error.ts";
import { choice, flag, once, wholeNumber } from "../../scripts/options.ts";
import { count } from "../../scripts/table.ts";
import { lackOf, type Tool } from "../cosim/tools.ts";
import { type Finding, type FuzzOptions, fuzz } from "./fuzz.ts";
import type { KnownFault } from "./known-faults.ts";
import { KINDS } from "./module.ts";
import { describeFinding } from "./report.ts";
import { judgeAgain, shrink } from "./shrink.ts";
import { OWN_NAMES, type VoterName } from "./voters/voters.ts";
import { TOOL_NAMES, type ToolName, Workshop } from "./voters/workshop.ts";

/** Findings that are shrunk: more are as a rule more of the same. */
const MOST_SHRUNK = 5;

const NEEDS: Readonly<Record<ToolName, readonly Tool[]>> = {
  icarus: ["iverilog", "vvp"],
  verilator: ["verilator"],
  yosys: ["yosys", "iverilog", "vvp"],
  "yosys-json": ["yosys", "iverilog", "vvp"],
};

const given = yargs(hideBin(argv))
  .usage(
    "npm run fuzz -- [--modules N] [--vectors N] [--seed N] [--from N] [--kind KIND] [--tools TOOL,…|none]",
  )
  .option("modules", { default: "400", describe: "Random modules" })
  .option("vectors", { default: "1000", describe: "Values at each input, cycles of each clock" })
  .option("seed", { default: "1", describe: "The same seed makes the same modules" })
  .option("from", { default: "0", describe: "Number of the first module" })
  .option("kind", { default: "both", describe: `${[...KINDS, "both"].join(", ")}` })
  .option("tools", { default: TOOL_NAMES.join(","), describe: "Other simulators, or none" })
  .option("batch", { default: "150", describe: "Modules that a simulator builds at once" })
  .option("first", { type: "boolean", describe: "Stop at the first difference, and do not shrink it" })
  .option("jobs", { default: "2", describe: "Batches at once" })
  .string(["modules", "vectors", "seed", "from", "kind", "tools", "batch", "jobs"])
  .strictOptions()
  .fail((message) => {
    throw new UserError(message);
  })
  .exitProcess(false);

try {
  process.exitCode = await main(...readOptions());
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

function readOptions(): [FuzzOptions, boolean] {
  const options = given.parseSync();
  const tools = (once("tools", options.tools) ?? "").split(",").filter((tool) => tool !== "none");
  const chosen = tools.map((tool) => choice("tools", tool, TOOL_NAMES));
  const lack = lackOf(chosen.flatMap((tool) => NEEDS[tool]));
  if (lack) throw new EnvironmentError(`the machine is without ${lack}, or give --tools`);
  const run: FuzzOptions = {
    modules: wholeNumber("modules", options.modules, 1, 10_000_000),
    vectors: wholeNumber("vectors", options.vectors, 1, 1_000_000),
    seed: wholeNumber("seed", options.seed, 0, 2 ** 31 - 1),
    from: wholeNumber("from", options.from, 0, 2 ** 31 - 1),
    kind: choice("kind", options.kind, [...KINDS, "both"] as const),
    voters: [...OWN_NAMES, ...chosen],
    batch: wholeNumber("batch", options.batch, 1, 10_000),
    jobs: wholeNumber("jobs", options.jobs, 1, 64),
  };
  return [run, flag("first", options.first)];
}

async function main(options: FuzzOptions, onlyFirst: boolean): Promise<number> {
  const { seed, vectors, kind } = options;
  const start = performance.now();
  const findings: Finding[] = [];
  const explained = new Map<KnownFault, number>();
  let played = 0;
  console.log(`voters: ${options.voters.join("; ")}`);
  await fuzz(options, async (result) => {
    played += result.modules;
    for (const [fault, times] of result.explained) explained.set(fault, (explained.get(fault) ?? 0) + times);
    const seconds = (performance.now() - start) / 1000;
    const rate = (played / seconds).toFixed(1);
    for (const finding of result.findings) {
      findings.push(finding);
      console.log(await described(finding));
    }
    console.log(
      `${count(played)} of ${count(options.modules)} modules, ${count(findings.length)} with differences, ` +
        `${seconds.toFixed(0)} s, ${rate} modules/s`,
    );
    return !onlyFirst || findings.length === 0;
  });
  for (const [{ tool, issue, reason }, times] of explained) {
    console.log(`explained: ${count(times)} times ${tool} as in ${issue}: ${reason}`);
  }
  console.log(
    `${count(played)} modules x ${count(vectors)} vectors, seed ${seed}, ${kind}: ` +
      `${count(findings.length)} unexplained differences`,
  );
  return findings.length === 0 ? 0 : 1;

  async function described(finding: Finding): Promise<string> {
    const tools = options.voters.filter((voter) => (TOOL_NAMES as readonly VoterName[]).includes(voter));
    const command =
      `npm run fuzz -- --seed ${seed} --from ${finding.number} --modules 1 --vectors ${vectors} --kind ${kind}` +
      (tools.length === TOOL_NAMES.length ? "" : ` --tools ${tools.join(",") || "none"}`);
    if (!finding.case || onlyFirst || findings.length > MOST_SHRUNK)
      return describeFinding(finding, undefined, command);
    using workshop = new Workshop();
    return describeFinding(
      finding,
      await shrink(finding.case, vectors, judgeAgain(finding.vote, workshop)),
      command,
    );
  }
}
