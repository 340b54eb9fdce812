import { AxiManager } from "../../../host/axi/manager.ts";
import { AxiMonitor, type Transaction } from "../../../host/axi/monitor.ts";
import type { ChannelPatterns } from "../../../host/axi/patterns.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { LINE_PORT_DEFAULTS, type LinePortOptions } from "../../../rtl/bus/line-port.ts";
import { LineRequests } from "../../../rtl/bus/line-requests.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { LineMemory, type LineMemoryOptions } from "./line-memory.ts";

export const WIDTHS = [128, 256, 512] as const;
export type Width = (typeof WIDTHS)[number];

export const portOf = (options: Partial<LinePortOptions> = {}) =>
  elaborate(LineRequests({ ...LINE_PORT_DEFAULTS, ...options }));

/** The front end by the width of its bus, with the default numbers of bursts. */
export const PORTS = {
  128: portOf({ dataBits: 128 }),
  256: portOf({ dataBits: 256 }),
  512: portOf(),
} as const;

export interface RigOptions extends LineMemoryOptions {
  readonly seed?: number;
  readonly patterns?: ChannelPatterns;
  readonly limits?: { readonly reads: number; readonly writes: number };
}

/** A front end between a manager and a memory of lines. Every rule of AXI is checked throughout. */
export function rig(design: ReturnType<typeof portOf>, options: RigOptions = {}) {
  const { seed = 1, patterns = {}, limits = LINE_PORT_DEFAULTS } = options;
  const sim = simulate(design, { seed });
  const { bus } = sim.dut;
  const seen: Transaction[] = [];
  new ProtocolChecker(sim, bus, { maxReads: limits.reads, maxWrites: limits.writes });
  new AxiMonitor(sim, bus, { each: (transaction) => seen.push(transaction) });
  const manager = new AxiManager(sim, bus, { patterns });
  const lines = new LineMemory(sim, sim.dut, options);
  return { sim, manager, lines, seen };
}
