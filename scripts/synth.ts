import type { Options } from "yargs";
import { yosysJson } from "../sim/export/yosys-json.ts";
import { chosenModule, netlistOf, TOP_OPTIONS } from "./chosen-top.ts";
import { Interruption } from "./interruption.ts";
import { choice, flag, type Given, wholeNumber } from "./options.ts";
import { Waiting } from "./progress.ts";
import { print, type Stdio } from "./stdio.ts";
import { factsOf, gatesOf } from "./synthesis.ts";
import { synthesisText } from "./synthesis-report.ts";
import { findYosys, runYosys } from "./yosys.ts";

const REPORTS = ["text", "json"] as const;
const MAX_SECONDS = 86_400;

export const SYNTH_OPTIONS = {
  ...TOP_OPTIONS,
  gates: { describe: "Also map the logic to gates, which takes its time" },
  seconds: { describe: "What Yosys may take at most", type: "string", default: "1200" },
  report: { describe: `Form of the report: ${REPORTS.join(", ")}`, type: "string", default: "text" },
} as const satisfies Record<string, Options>;

/** `cipherline synth`: what Yosys makes of a module of the hardware. Returns the exit code. */
export async function synth(given: Record<string, Given>, { stdout, stderr }: Stdio): Promise<number> {
  const report = choice("report", given.report, REPORTS);
  const seconds = wholeNumber("seconds", given.seconds, 1, MAX_SECONDS);
  const isMapped = flag("gates", given.gates);
  const chosen = chosenModule(given);
  const yosys = findYosys();
  using interruption = new Interruption();
  const { top, file } = yosysJson(netlistOf(chosen));
  using _waiting = new Waiting(stderr, "Yosys", seconds);
  const written = await runYosys(yosys, {
    files: { "design.json": file.text },
    script: [
      `read_json design.json; hierarchy -check -top ${top}; check -assert; opt; write_json left.json`,
      ...(isMapped
        ? [
            "techmap; opt -fast; abc -g AND,XOR,MUX; opt_clean",
            "setattr -mod -unset top; tee -q -o gates.json stat -json",
          ]
        : []),
    ],
    writes: ["left.json", ...(isMapped ? ["gates.json"] : [])],
    seconds,
    signal: interruption.signal,
  });
  if (written === undefined) {
    const { name, exitCode } = interruption.reason!;
    stderr.write(`cipherline: stopped by ${name}\n`);
    return exitCode;
  }
  const [left, gates] = written;
  const synthesis = {
    top,
    yosys: versionIn(left),
    described: factsOf(file.text, top),
    left: factsOf(left, top, gates === undefined ? undefined : gatesOf(gates)),
  };
  await print(stdout, report === "json" ? `${JSON.stringify(synthesis)}\n` : synthesisText(synthesis));
  return 0;
}

/** `Yosys 0.23`, as it signs what it writes. */
const versionIn = (json: string): string => /"creator": "([^("]*[^(" ])/.exec(json)?.[1] ?? "Yosys";
