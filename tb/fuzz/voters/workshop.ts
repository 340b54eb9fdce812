import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cosim/process.ts";
import type { Case } from "../case.ts";
import type { Trace } from "../trace.ts";
import { readTrace, type VerilogBench, verilogBench } from "../verilog-bench.ts";

/** What a simulator made of a module: what its outputs were, or the simulator's own words when it refused it. */
export type Outcome = Trace | { readonly refusal: string };

type Runs = (folder: string) => readonly (readonly [tool: string, ...args: string[]])[];

const ICARUS = ["iverilog", "-g2012", "-s", "all", "-o", "run.vvp"] as const;
const VVP = ["vvp", "-n", "run.vvp"] as const;
/** Unknown values are 0: only what is known is compared. The C++ compiler takes most of the time. */
const VERILATOR = [
  ...["verilator", "--binary", "--timing", "--x-initial", "0", "--x-assign", "0"],
  ...["-Wno-fatal", "-Wno-lint", "-Wno-style", "-Wno-TIMESCALEMOD", "--top-module", "all"],
  ...["-Mdir", "../build", "-o", "run", "-MAKEFLAGS", "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0"],
] as const;
const WRITE = "clean -purge; write_verilog -noattr design.v";
const YOSYS = `read_verilog -sv ../design.sv; proc; ${WRITE}`;
/** The script reads the JSON of every module. */
const YOSYS_JSON = `script ../read.ys; hierarchy -check; check -assert; ${WRITE}`;

/** The commands of each simulator, in a folder of its own beside `design.sv`, `read.ys`, `bench.sv`, stimuli. */
const TOOLS = {
  icarus: () => [[...ICARUS, "../design.sv", "../bench.sv"], VVP],
  verilator: () => [[...VERILATOR, "../design.sv", "../bench.sv"], ["../build/run"]],
  yosys: () => [["yosys", "-q", "-p", YOSYS], [...ICARUS, "design.v", "../bench.sv"], VVP],
  "yosys-json": () => [["yosys", "-q", "-p", YOSYS_JSON], [...ICARUS, "design.v", "../bench.sv"], VVP],
} as const satisfies Record<string, Runs>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as readonly ToolName[];

const SECONDS = 1800;

/** A folder in which simulators play many modules at once: their start, and the C++ compiler, cost more than the play. */
export class Workshop implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  /** What the exporter made of the latest modules. */
  #exports = new Map<Case, VerilogBench | string>();
  #written: readonly Case[] = [];

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Plays the modules in a simulator; those that it refuses are found by halves. */
  async play(tool: ToolName, cases: readonly Case[]): Promise<Map<Case, Outcome>> {
    this.#export(cases);
    const outcomes = new Map<Case, Outcome>();
    const exported = cases.filter((each) => {
      const bench = this.#exports.get(each);
      if (typeof bench === "string") outcomes.set(each, { refusal: bench });
      return typeof bench !== "string";
    });
    await this.#build(tool, exported, outcomes);
    return outcomes;
  }

  async #build(tool: ToolName, cases: readonly Case[], outcomes: Map<Case, Outcome>): Promise<void> {
    if (cases.length === 0) return;
    this.#write(cases);
    const folder = join(this.#folder, tool);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    try {
      for (const [name, ...args] of TOOLS[tool]()) await run(name, args, { folder, seconds: SECONDS });
    } catch (error) {
      if (cases.length === 1) {
        outcomes.set(cases[0], { refusal: (error as Error).message });
        return;
      }
      const half = cases.length >> 1;
      await this.#build(tool, cases.slice(0, half), outcomes);
      return this.#build(tool, cases.slice(half), outcomes);
    }
    for (const each of cases) outcomes.set(each, this.#read(folder, each));
  }

  #read(folder: string, { rig, stimulus }: Case): Outcome {
    const file = join(folder, `${rig.source.name}.trace`);
    const text = existsSync(file) ? readFileSync(file, "latin1") : "";
    return readTrace(rig, stimulus.steps, text) ?? { refusal: `the trace has ${text.length} characters` };
  }

  #export(cases: readonly Case[]): void {
    if (cases.every((each) => this.#exports.has(each))) return;
    this.#exports = new Map(
      cases.map((each): [Case, VerilogBench | string] => {
        try {
          return [each, verilogBench(each.rig, each.stimulus)];
        } catch (error) {
          return [each, `the export fails: ${(error as Error).stack}`];
        }
      }),
    );
  }

  /** The files that all simulators read. */
  #write(cases: readonly Case[]): void {
    if (this.#written.length === cases.length && this.#written.every((each, k) => each === cases[k])) return;
    this.#written = cases;
    const benches = cases.map((each) => ({
      name: each.rig.source.name,
      ...(this.#exports.get(each) as VerilogBench),
    }));
    const write = (name: string, text: string) => writeFileSync(join(this.#folder, name), text);
    write("design.sv", benches.map(({ design }) => design).join("\n"));
    const instances = benches.map(({ name }) => `  ${name}_bench ${name} ();\n`);
    write(
      "bench.sv",
      `${benches.map(({ bench }) => bench).join("\n")}\nmodule all;\n${instances.join("")}endmodule\n`,
    );
    write("read.ys", benches.map(({ name }) => `read_json ../${name}.json\n`).join(""));
    for (const { name, stimulus, json } of benches) {
      write(`${name}.stimulus`, stimulus);
      write(`${name}.json`, json);
    }
  }
}
