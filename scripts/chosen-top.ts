import type { Options } from "yargs";
import { printable, UserError } from "../host/user-error.ts";
import { elaborate, type Module } from "../sim/hdl/index.ts";
import { DesignError } from "../sim/netlist/error.ts";
import { nearest } from "../sim/netlist/nearest.ts";
import type { Netlist } from "../sim/netlist/netlist.ts";
import { type Given, text } from "./options.ts";
import type { Value } from "./setting.ts";
import { TOPS, type Top, valuesUnlessGiven } from "./tops.ts";

/** The options of a command that takes a module of the hardware. */
export const TOP_OPTIONS = {
  top: { describe: "The module: any of cipherline export --list", type: "string" },
  set: { describe: "A parameter of the module, key=value; may be given several times", type: "string" },
} as const satisfies Record<string, Options>;

/** The module that --top names, with the parameters of --set. @throws UserError for what cannot be. */
export function chosenModule(given: Record<string, Given>): Module {
  const { name, top } = topOf(given.top);
  const values = valuesOf(name, top, given.set);
  return refusing(() => top.build(values));
}

/** It elaborated. @throws UserError for what its parameters make impossible. */
export const netlistOf = (chosen: Module): Netlist => refusing(() => elaborate(chosen).netlist);

function topOf(given: Given): { readonly name: string; readonly top: Top } {
  const name = text("top", given, "a name of cipherline export --list");
  if (Object.hasOwn(TOPS, name)) return { name, top: TOPS[name] };
  const near = nearest(name, Object.keys(TOPS));
  const accepted = near.length > 0 ? `near it: ${near.join(", ")}` : "see cipherline export --list";
  throw new UserError(`--top "${printable(name)}": no such module; ${accepted}`);
}

function valuesOf(name: string, top: Top, given: Given): Record<string, Value> {
  const { settings } = top;
  const values = valuesUnlessGiven(top);
  const seen = new Set<string>();
  for (const pair of given === undefined ? [] : [given].flat().map(String)) {
    const [, key, word] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const wrong = (problem: string, accepted: string) =>
      new UserError(`--set "${printable(pair)}": ${problem}; accepted: ${accepted}`);
    if (key === undefined) throw wrong("no value", "key=value");
    if (!Object.hasOwn(settings, key)) {
      throw wrong(`${name} has no such parameter`, Object.keys(settings).join(", ") || "none");
    }
    if (seen.has(key)) throw wrong("given twice", "once");
    seen.add(key);
    const value = settings[key].parse(word);
    if (value === undefined) throw wrong("not a value of it", settings[key].accepted);
    values[key] = value;
  }
  return values;
}

/** What the parameters make, or what they make impossible as one line. */
function refusing<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    throw new UserError(`--set: ${error.problem}; ${error.fix}`);
  }
}
