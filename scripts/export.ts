import type { Options } from "yargs";
import { printable, UserError } from "../host/user-error.ts";
import type { Renamed } from "../sim/export/design.ts";
import { systemVerilog } from "../sim/export/system-verilog.ts";
import { yosysJson } from "../sim/export/yosys-json.ts";
import type { Netlist } from "../sim/netlist/netlist.ts";
import { chosenModule, netlistOf, TOP_OPTIONS } from "./chosen-top.ts";
import { flag, type Given, text } from "./options.ts";
import { makeFolder, writeFolder } from "./output-folder.ts";
import { print, type Stdio } from "./stdio.ts";
import { TOPS } from "./tops.ts";

/** What a form of export writes, and what it says about it. */
interface Written {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly report: string;
}

/** The forms that a design can be exported in. */
const FORMS: Readonly<Record<string, (netlist: Netlist) => Written>> = {
  sv: toSystemVerilog,
  json: toYosysJson,
};

export const EXPORT_OPTIONS = {
  list: { describe: "Print the modules that can be the top, with their parameters" },
  ...TOP_OPTIONS,
  out: { describe: "The folder to write to", type: "string" },
} as const satisfies Record<string, Options>;

/** `cipherline export sv|json`: writes a module of the hardware in the form of another tool. Returns the exit code. */
export async function exportDesign(given: Record<string, Given>, { stdout }: Stdio): Promise<number> {
  if (flag("list", given.list)) {
    await print(stdout, list());
    return 0;
  }
  const write = formOf(given.form);
  const chosen = chosenModule(given);
  const out = text("out", given.out, "the path of a folder");
  makeFolder("out", out);
  const { files, report } = write(netlistOf(chosen));
  writeFolder(out, files);
  await print(stdout, report);
  return 0;
}

function formOf(given: Given): (netlist: Netlist) => Written {
  const form = String(given ?? "");
  const write = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
  if (write) return write;
  const accepted = `${Object.keys(FORMS).join(", ")}, or --list`;
  throw new UserError(
    form === ""
      ? `no form of export; accepted: ${accepted}`
      : `"${printable(form)}": no form of export; accepted: ${accepted}`,
  );
}

function toSystemVerilog(netlist: Netlist): Written {
  const { top, files, filelist, renamed } = systemVerilog(netlist);
  const lines = files.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
  const report = `${top}: ${files.length} files, ${lines} lines; compile with -f ${filelist.name} in the folder\n`;
  return { files: [...files, filelist], report: report + namesText(renamed) };
}

function toYosysJson(netlist: Netlist): Written {
  const { top, file, renamed } = yosysJson(netlist);
  const report = `${top}: ${file.name}, ${file.text.length} bytes; Yosys reads it by read_json\n`;
  return { files: [file], report: report + namesText(renamed) };
}

const namesText = (renamed: readonly Renamed[]): string =>
  renamed.map(({ from, to, why }) => `  ${from} is ${to} (${WHY[why]})\n`).join("");

const WHY = {
  keyword: "a keyword of SystemVerilog",
  clash: "the name is taken",
  case: "another module differs in case only",
} as const;

/** Every module with its parameters, what they are unless given, and what they can be. */
export function list(): string {
  const lines = Object.entries(TOPS).flatMap(([name, { settings }]) => [
    name,
    ...Object.entries(settings).map(([key, setting]) => `  ${key}=${setting.default} (${setting.accepted})`),
  ]);
  return `${lines.join("\n")}\n`;
}
