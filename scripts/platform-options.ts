import * as v from "valibot";
import type { Options } from "yargs";
import { ALGORITHM_NAMES, DRAM_NAMES, ROUND_KEYS } from "../host/platform/presets.ts";
import { printable, UserError } from "../host/user-error.ts";
import { readConfig } from "./config-file.ts";
import { flag, type Given, once, text } from "./options.ts";
import {
  DEFAULTS,
  MAX_CORES,
  MODES,
  misfit,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
} from "./platform-settings.ts";

const option = (name: SettingName, describe: string) =>
  ({ describe, type: "string", defaultDescription: `${DEFAULTS[name]}` }) as const;

export const PLATFORM_OPTIONS = {
  mode: option(
    "mode",
    `What the trace is played through: line is the line cipher alone, the others a whole platform: ${MODES.join(", ")}`,
  ),
  keyids: option("keyids", "Tenants, each with a keyID and a key of its own (mktme)"),
  algorithm: option("algorithm", ALGORITHM_NAMES.join(", ")),
  dram: option("dram", DRAM_NAMES.join(", ")),
  lanes: option("lanes", "AES blocks that the engine takes a cycle: 1, 2, 4"),
  "round-keys": option(
    "round-keys",
    `Where the engine's pipelines have their round keys from: ${ROUND_KEYS.join(", ")}`,
  ),
  "data-width": option("data-width", "Bits of the bus: 128, 256, 512"),
  slots: option("slots", "KeyIDs that the engine can hold keys for"),
  outstanding: option("outstanding", "Reads under way at once; half as many writes"),
  "clock-mhz": option("clock-mhz", "Clock of the bus and the engine"),
  cores: {
    describe: "Cores, which play the traces in turn, a copy each; none: lines as fast as the bus takes them",
    type: "string",
    defaultDescription: "one a trace",
  },
  "core-mhz": option("core-mhz", "Clock of the cores"),
  "issue-width": option("issue-width", "Instructions that a core issues, and retires, in a cycle"),
  window: option("window", "Instructions that a core has in flight"),
  misses: option("misses", "Reads that a core may wait for at once, and writes"),
  compare: { describe: "Run beside it with the engine off, and report what encryption costs" },
  config: {
    describe: "JSON file with these settings (docs/configuration.md); options win over it",
    type: "string",
  },
} as const satisfies Record<SettingName | "config", Options>;

/** A setting as the user gave it. */
interface Setting {
  readonly value: unknown;
  /** Where and how, for errors. */
  readonly shown: string;
  readonly isInFile: boolean;
}

/** The settings from the command line, then from the configuration file, then the defaults. Throws UserError. */
export function platformSettings(given: Record<string, Given>): Settings {
  const found = new Map<string, Setting>([...fromFile(given.config), ...fromWords(given)]);
  for (const [name, { value, shown }] of found) {
    const parsed = v.safeParse(SETTINGS[name as SettingName], value);
    if (!parsed.success) throw new UserError(`${shown}: ${parsed.issues[0].message}`);
  }
  const values = Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
  const traces = Array.isArray(given.trace) ? given.trace.length : 1;
  const settings: Settings = { ...DEFAULTS, cores: traces, ...values };
  const { mode, slots, cores } = settings;
  for (const [name, { shown, isInFile }] of found) {
    const misplaced = misfit(name as SettingName, settings);
    // A file for one mode serves another that is asked for; so with cores.
    if (!misplaced || (isInFile && found.get(misplaced.by)?.isInFile === false)) continue;
    throw new UserError(`${shown}: ${misplaced.problem}`);
  }
  if (cores !== "none" && cores < traces) {
    throw new UserError(
      `${found.get("cores")?.shown}: fewer than the ${traces} traces; accepted: a whole number from ${traces} to ${MAX_CORES}, none`,
    );
  }
  const keyids = found.get("keyids");
  if (keyids && mode === "mktme" && settings.keyids > slots) {
    throw new UserError(
      `${keyids.shown}: more than the ${slots} slots; accepted: a whole number from 1 to ${slots}`,
    );
  }
  const programs = cores === "none" ? traces : cores;
  const tenants = keyids || programs === 1 ? settings.keyids : programs;
  return { ...settings, keyids: Math.min(tenants, slots) };
}

/** The words that give these settings again. */
export function settingWords(settings: Settings): string[] {
  return SETTING_NAMES.filter((name) => !misfit(name, settings)).flatMap((name) => {
    if (name === "compare") return settings.compare ? ["--compare"] : [];
    return [`--${name}`, `${settings[name]}`];
  });
}

function fromFile(given: Given): [string, Setting][] {
  if (given === undefined) return [];
  const path = text("config", given, "the path of a JSON file");
  return [...readConfig(path)].map(([name, value]) => {
    const shown = `${printable(path, 200)}: ${name} ${printable(JSON.stringify(value))}`;
    return [name, { value, shown, isInFile: true }];
  });
}

function fromWords(given: Record<string, Given>): [string, Setting][] {
  return SETTING_NAMES.filter((name) => given[name] !== undefined).map((name) => {
    const word = name === "compare" ? flag(name, given[name]) : once(name, given[name])!;
    const value = typeof word === "string" && /^\d+$/.test(word) ? Number(word) : word;
    const shown = value === true ? `--${name}` : `--${name} "${printable(`${word}`)}"`;
    return [name, { value, shown, isInFile: false }];
  });
}
