/**
 * `npm run fuzz:planted`: plants bugs in copies of the sources, one at a time, and lets random modules find them. Exits
 * with 0 if all are found, 1 if one is not or cannot be planted any more, 2 for wrong options, 3 without simulators.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { EnvironmentError, UserError } from "../../../host/user-error.ts";
import { choice, once, refuse, wholeNumber } from "../../../scripts/options.ts";
import { table } from "../../../scripts/table.ts";
import { lackOf } from "../../cosim/tools.ts";
import { type Bug, bugsOf, PARTS, type Part, plant } from "./bugs.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What a fuzz run reads. */
const SOURCES = ["sim", "tb", "rtl", "host", "scripts", "package.json"];

/** Most modules that a bug may stay hidden in; a run ends at the first difference. */
const BUDGET = [
  "--seed",
  "1",
  "--modules",
  "400",
  "--vectors",
  "100",
  "--batch",
  "25",
  "--jobs",
  "1",
  "--first",
];

const given = yargs(hideBin(argv))
  .usage("npm run fuzz:planted -- [--part PART] [--only TEXT] [--jobs N]")
  .option("part", { describe: `Bugs of one part only: ${PARTS.join(", ")}` })
  .option("only", { describe: "Bugs of which this is a part of the description" })
  .option("jobs", { default: "2", describe: "Runs at once" })
  .string(["part", "only", "jobs"])
  .strict()
  .fail((message) => {
    throw new UserError(message);
  })
  .exitProcess(false);

/** A bug with its part, and what the run with it came to. */
interface Planted {
  readonly part: Part;
  readonly bug: Bug;
}
interface Result extends Planted {
  /** The module on which the voters parted; undefined: they did on none. */
  readonly found: number | undefined;
}

try {
  const { part, only, jobs } = given.parseSync();
  const parts = part === undefined ? PARTS : [choice("part", part, PARTS)];
  process.exitCode = await main(parts, once("only", only) ?? "", wholeNumber("jobs", jobs, 1, 64));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function main(parts: readonly Part[], only: string, jobs: number): Promise<number> {
  const lack = lackOf(["iverilog", "vvp"]);
  if (lack && parts.includes("export")) throw new EnvironmentError(`the machine is without ${lack}`);
  const bugs = parts
    .flatMap((part) => bugsOf(part).map((bug) => ({ part, bug })))
    .filter(({ bug }) => bug.breaks.includes(only));
  if (bugs.length === 0) throw refuse("only", only, "no bug is described so", "a part of a line of the list");
  for (const { bug } of bugs) plant(bug, readFileSync(join(ROOT, bug.file), "utf8"));
  const results = new Map<Planted, Result>();
  let next = 0;
  const worker = async (): Promise<void> => {
    const copy = mkdtempSync(join(tmpdir(), "planted-"));
    try {
      for (const name of SOURCES) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
      symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
      while (next < bugs.length) {
        const planted = bugs[next++];
        const result = await tryOne(copy, planted);
        results.set(planted, result);
        console.log(`${results.size} of ${bugs.length}: ${planted.bug.breaks}: ${describe(result)}`);
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  const ordered = bugs.map((planted) => results.get(planted)!);
  const rows = ordered.map((result) => [result.part, result.bug.breaks, describe(result)]);
  console.log(table(["part", "planted bug", "found in"], rows));
  const found = ordered.filter((result) => result.found !== undefined).length;
  console.log(`${found} of ${bugs.length} planted bugs found`);
  return found === bugs.length ? 0 : 1;
}

function describe({ found }: Result): string {
  return found === undefined ? "not found" : `module ${found}`;
}

/** A fuzz run on a copy of the sources with the bug in it. */
async function tryOne(copy: string, { part, bug }: Planted): Promise<Result> {
  const file = join(copy, bug.file);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, plant(bug, text));
  const tools = part === "export" ? "icarus" : "none";
  const args = [
    "--import",
    "tsx",
    "tb/fuzz/main.ts",
    ...BUDGET,
    "--tools",
    tools,
    "--kind",
    bug.kind ?? "both",
  ];
  const { code, output } = await run(args, copy);
  writeFileSync(file, text);
  const seen = /^module (\d+): /m.exec(output);
  if (code === 0) return { part, bug, found: undefined };
  if (code === 1 && seen) return { part, bug, found: Number(seen[1]) };
  throw new Error(`the run with "${bug.breaks}" ended with ${code}:\n${output}`);
}

function run(
  args: readonly string[],
  folder: string,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === "number" ? error.code : error ? -1 : 0,
        output: stdout + stderr,
      });
    });
  });
}
