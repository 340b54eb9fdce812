import * as v from "valibot";
import { ALGORITHM_NAMES, DRAM_NAMES, ROUND_KEYS } from "../host/platform/presets.ts";

/** The line cipher alone, or a platform with memory encryption off, with one key, with a key a tenant. */
export const MODES = ["line", "off", "tme", "mktme"] as const;
const MAX_SLOTS = 1024;
export const MAX_CORES = 64;
/** Cores, or lines as fast as the bus takes them. */
const CORES = [...Array.from({ length: MAX_CORES }, (_, k) => k + 1), "none" as const];

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
  cores: v.picklist(CORES, `unknown; accepted: a whole number from 1 to ${MAX_CORES}, none`),
  "core-mhz": whole(100, 8000),
  "issue-width": whole(1, 16),
  window: whole(1, 1024),
  misses: whole(1, 64),
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
  cores: 1,
  "core-mhz": 3200,
  "issue-width": 4,
  window: 128,
  misses: 16,
  compare: false,
};

const OF_CORES: readonly SettingName[] = ["core-mhz", "issue-width", "window", "misses"];

/** The modes in which a setting has a meaning. */
const modesOf = (name: SettingName): readonly Mode[] =>
  MODES.filter((mode) => {
    if (name === "mode") return true;
    if (name === "keyids") return mode === "mktme";
    if (name === "compare") return mode === "tme" || mode === "mktme";
    return mode !== "line";
  });

/** Why a setting has no meaning beside the others, and by which; undefined where it has one. */
export function misfit(
  name: SettingName,
  { mode, cores }: Pick<Settings, "mode" | "cores">,
): { readonly by: SettingName; readonly problem: string } | undefined {
  const modes = modesOf(name);
  if (!modes.includes(mode)) {
    return { by: "mode", problem: `given in mode ${mode}; accepted: --mode ${modes.join(", ")}` };
  }
  if (cores !== "none" || !OF_CORES.includes(name)) return undefined;
  const problem = `given with cores none; accepted: --cores a whole number from 1 to ${MAX_CORES}`;
  return { by: "cores", problem };
}

function oneOf<const T extends readonly (string | number)[]>(choices: T) {
  return v.picklist(choices, `unknown; accepted: ${choices.join(", ")}`);
}

function whole(min: number, max: number) {
  const accepted = `accepted: a whole number from ${min} to ${max}`;
  const [kind, range] = [`not a whole number; ${accepted}`, `out of range; ${accepted}`];
  return v.pipe(v.number(kind), v.integer(kind), v.minValue(min, range), v.maxValue(max, range));
}
