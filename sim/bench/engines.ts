import { CompiledEngine } from "../compiled/engine.ts";
import { EventEngine } from "../event/kernel.ts";
import type { Policy } from "../event/unknown-choices.ts";
import type { Engine } from "../netlist/engine.ts";
import type { Netlist } from "../netlist/netlist.ts";
import { LockstepEngine } from "./lockstep.ts";

export interface EngineOptions {
  readonly policy: Policy;
  readonly seed: number;
}

type EngineFactory = (netlist: Netlist, options: EngineOptions) => Engine;

/** The engines that a bench can run on, by name. */
export const ENGINES = {
  event: (netlist, options) => new EventEngine(netlist, options),
  compiled: (netlist, options) => new CompiledEngine(netlist, options),
  both: (netlist, options) => new LockstepEngine(netlist, options),
} as const satisfies Record<string, EngineFactory>;

export type EngineName = keyof typeof ENGINES;
