import * as v from "valibot";
import { ALGORITHM_NAMES, DRAM_NAMES, ROUND_KEYS } from "../host/platform/presets.ts";

/** The line cipher alone, or a platform with memory encryption off, with one key, with a key a tenant. */
export const MODES = ["line", "off", "tme", "mktme"] as const;
const MAX_SLOTS = 1024;

/** What can be set of a platform, by its name on the command line and in a configuration file. */
export const SETTINGS = {
  mode: oneOf(MODES),
  keyids: whole(1, MAX_SLOTS),
  algorithm: oneOf(ALGORITHM_NAMES),
  dram: oneOf(DRAM_NAMES),
  lanes: oneOf([1, 2, 4]),
  "round-keys": oneOf(ROUND_KEYS),
  "data-width": oneOf([128, 256, 512]),
  slots: whole(1, MAX_SLOTS),
  outstanding: whole(2, 64),
  "clock-mhz": whole(100, 4000),
  compare: v.boolean("unknown; accepted: true, false"),
};

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [N in SettingName]: v.InferOutput<(typeof SETTINGS)[N]> };
export type Mode = Settings["mode"];

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

export const DEFAULTS: Settings = {
  mode: "mktme",
  keyids: 3,
  algorithm: "aes-xts-128",
  dram: "ddr4-3200",
  lanes: 4,
  "round-keys": "stored",
  "data-width": 512,
  slots: 64,
  outstanding: 32,
  "clock-mhz": 800,
  compare: false,
};

/** Whether a setting has a meaning in a mode. */
export function fits(name: SettingName, mode: Mode): boolean {
  if (name === "mode") return true;
  if (name === "keyids") return mode === "mktme";
  if (name === "compare") return mode === "tme" || mode === "mktme";
  return mode !== "line";
}

function oneOf<const T extends readonly (string | number)[]>(choices: T) {
  return v.picklist(choices, `unknown; accepted: ${choices.join(", ")}`);
}

function whole(min: number, max: number) {
  const accepted = `accepted: a whole number from ${min} to ${max}`;
  const [kind, range] = [`not a whole number; ${accepted}`, `out of range; ${accepted}`];
  return v.pipe(v.number(kind), v.integer(kind), v.minValue(min, range), v.maxValue(max, range));
}
