import type { AlgorithmName } from "../../rtl/config/algorithms.ts";
import { DRAM_DEVICES, type DramDevice } from "../../rtl/dram/timing.ts";

/** Where the engine's pipelines may have their round keys from. */
export { ROUND_KEYS } from "../../rtl/aes/parameters.ts";

/** The algorithms that the engine has hardware for. */
export const ALGORITHM_NAMES = ["aes-xts-128", "aes-xts-256"] as const satisfies readonly AlgorithmName[];

/** The memory devices that a user can name. */
export const DRAM_NAMES: readonly string[] = Object.keys(DRAM_DEVICES);

/** `name` is one of DRAM_NAMES. */
export const dramDevice = (name: string): DramDevice => DRAM_DEVICES[name];
