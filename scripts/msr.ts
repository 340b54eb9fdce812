import Table from "cli-table3";
import type { Options } from "yargs";
import { type RegisterView, registerViews } from "../host/register-map.ts";
import { choice, type Given } from "./options.ts";
import { print, type Stdio } from "./stdio.ts";

const REPORTS = ["text", "json", "markdown"] as const;

export const MSR_OPTIONS = {
  report: { describe: `Form of the map: ${REPORTS.join(", ")}`, type: "string", default: "text" },
} as const satisfies Record<string, Options>;

/** `cipherline msr`: prints the registers of TME and MKTME from their table. Returns the exit code. */
export async function msr(given: Record<string, Given>, { stdout }: Stdio): Promise<number> {
  const registers = registerViews();
  const reports = {
    text: () => textMap(registers),
    json: () => `${JSON.stringify({ registers })}\n`,
    markdown: () => markdownMap(registers),
  };
  await print(stdout, reports[choice("report", given.report, REPORTS)]());
  return 0;
}

/** A heading and a table a register. */
export const textMap = (registers: readonly RegisterView[]): string =>
  registers.map((register) => `${[...lines(register), fieldTable(register)].join("\n")}\n`).join("\n");

/** The same for a page of documentation. */
export function markdownMap(registers: readonly RegisterView[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return registers
    .map((register) => {
      const [heading, ...rest] = lines(register);
      const table = [HEAD, HEAD.map(() => "---"), ...cells(register)].map(row);
      return [`### ${heading}`, "", ...rest.map((line) => `- ${line}`), "", ...table, ""].join("\n");
    })
    .join("\n");
}

function lines({ name, address, title, access, reset, reserved, writeRule, locked }: RegisterView): string[] {
  return [
    `${name} (${address})`,
    `${title}; ${access}, reset ${reset}, reserved ${reserved}`,
    ...(writeRule ? [`a write ${writeRule}`] : []),
    ...(locked ? [`after the lock a write ${locked === "fault" ? "faults" : "is ignored"}`] : []),
  ];
}

const HEAD = ["bits", "field", "access", "reset", "meaning", "source"];

const cells = ({ fields }: RegisterView): string[][] =>
  fields.map(({ bits, name, access, reset, meaning, source }) => [
    bits,
    name,
    access,
    reset,
    meaning,
    source,
  ]);

function fieldTable(register: RegisterView): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
  table.push(...cells(register));
  return table.toString();
}
