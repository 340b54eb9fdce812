import yargs, { type Options } from "yargs";
import { EnvironmentError, UserError } from "../host/user-error.ts";
import { DesignError } from "../sim/netlist/error.ts";
import { EXPORT_OPTIONS, exportDesign } from "./export.ts";
import type { Hardware } from "./hardware.ts";
import { MSR_OPTIONS, msr } from "./msr.ts";
import type { Given } from "./options.ts";
import { RUN_OPTIONS, run } from "./run.ts";
import { print, type Stdio } from "./stdio.ts";
import { SYNTH_OPTIONS, synth } from "./synth.ts";
import { XTS_OPTIONS, xts } from "./xts.ts";

interface Command {
  readonly describe: string;
  /** Words that stand without `--` behind the command's name. */
  readonly words?: string;
  readonly options: Record<string, Options>;
  /** Returns the exit code. */
  run(given: Record<string, Given>, stdio: Stdio, hardware: Hardware): Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: { describe: "Play a memory trace through a platform and check every line", options: RUN_OPTIONS, run },
  xts: { describe: "Encrypt or decrypt data units in the line cipher", options: XTS_OPTIONS, run: xts },
  export: {
    describe: "Write a module of the hardware for other tools: sv (SystemVerilog) or json (of Yosys)",
    words: "[form]",
    options: EXPORT_OPTIONS,
    run: exportDesign,
  },
  synth: {
    describe: "Count the cells, flip-flops and memories of a module of the hardware with Yosys",
    options: SYNTH_OPTIONS,
    run: synth,
  },
  msr: { describe: "Print the registers of TME and MKTME", options: MSR_OPTIONS, run: msr },
};

/**
 * The command line. `words` are the arguments after the program's name. Returns the exit code: 0 all checks passed, 1 a
 * check failed, 2 the input is wrong, 3 the machine lacks something, 130 or 143 stopped by a signal.
 */
export async function main(words: readonly string[], stdio: Stdio, hardware: Hardware): Promise<number> {
  try {
    return await dispatch(words, stdio, hardware);
  } catch (error) {
    const failures = inOrder(error).map(describe);
    for (const { message } of failures) stdio.stderr.write(`cipherline: ${message}\n`);
    return failures[0].exitCode;
  }
}

async function dispatch(words: readonly string[], stdio: Stdio, hardware: Hardware): Promise<number> {
  let exitCode = 0;
  let parser = yargs([...words])
    .scriptName("cipherline")
    .usage("$0 <command>\n\nSimulates the hardware that encrypts a computer's memory.")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
    })
    .locale("en")
    .strict()
    .demandCommand(1, "no command")
    .recommendCommands()
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UserError(usageProblem(message, words));
    });
  for (const [name, command] of Object.entries(COMMANDS)) {
    parser = parser.command(
      command.words === undefined ? name : `${name} ${command.words}`,
      command.describe,
      (builder) => builder.options(command.options),
      async (given) => {
        exitCode = await command.run(given, stdio, hardware);
      },
    );
  }
  let printed = "";
  await parser.parseAsync([...words], {}, (_error, _given, output) => {
    printed = output;
  });
  if (printed) await print(stdio.stdout, `${printed}\n`);
  return exitCode;
}

/** What yargs says about unknown words, as one line with the words given and what would have been accepted. */
function usageProblem(message: string, words: readonly string[]): string {
  const names = /^Unknown (?:argument|command)s?: ([^\n]*)/.exec(message)?.[1].split(", ");
  const command = COMMANDS[words.find((word) => word in COMMANDS) ?? ""];
  const accepted = command ? Object.keys(command.options).map((name) => `--${name}`) : Object.keys(COMMANDS);
  // Without what follows a "=": it may be a key.
  const given = names?.map((name) => words.find((word) => optionName(word) === name)?.split("=")[0] ?? name);
  const guess = message.startsWith("Did you mean")
    ? `unknown: ${words.find((word) => !word.startsWith("-"))}: `
    : "";
  const problem = given ? `unknown: ${given.join(", ")}` : `${guess}${message.replaceAll(/\s+/g, " ")}`;
  return `${problem}; accepted: ${accepted.join(", ")}`;
}

function optionName(word: string): string | undefined {
  return /^--?([^=]+)/.exec(word)?.[1];
}

/** What failed, and after it what failed when the command closed its files. */
function inOrder(error: unknown): unknown[] {
  if (!(error instanceof Error && "suppressed" in error && "error" in error)) return [error];
  return [...inOrder(error.suppressed), ...inOrder(error.error)];
}

function describe(error: unknown): { readonly exitCode: number; readonly message: string } {
  if (error instanceof UserError) return error;
  if (!(error instanceof DesignError)) throw error;
  if (error.code === "WAVE") return new EnvironmentError(`${error.problem}; ${error.fix}`);
  return { exitCode: 1, message: error.message };
}
