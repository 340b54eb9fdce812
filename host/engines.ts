import { ENGINES, type EngineName } from "../sim/bench/index.ts";

export type { EngineName };

/** The engines that hardware can run on. */
export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];
