import type { ClockTiming } from "../../sim/netlist/engine.ts";
import {
  type DomainId,
  type Netlist,
  type NodeId,
  type Signal,
  signalPath,
} from "../../sim/netlist/netlist.ts";
import { Random } from "../reference/random.ts";
import { derived } from "./draw.ts";
import type { Source } from "./module.ts";
import { elaborated } from "./source.ts";

/** A port of the top: `path` without the top's name. */
export interface Pin {
  readonly path: string;
  readonly node: NodeId;
  readonly width: number;
}

/** A clock at a pin. Its times are steps of the run. */
export interface ClockPin extends Pin {
  readonly domain: DomainId;
  readonly timing: ClockTiming;
}

/** A random module ready to be run: elaborated, with everything that is driven and looked at. */
export interface Rig {
  readonly source: Source;
  readonly netlist: Netlist;
  readonly clocks: readonly ClockPin[];
  /** Resets, `live`, and the module's own inputs. */
  readonly inputs: readonly Pin[];
  readonly outputs: readonly Pin[];
  /** Steps at the start that are not compared: synchronous resets have not found all their edges. */
  readonly warmup: number;
  /** What the values at each input are drawn from. */
  readonly seeds: readonly number[];
}

/** Elaborates a random module. The same source and seed give the same rig. */
export function rigOf(source: Source, seed: number): Rig {
  const { netlist } = elaborated(source);
  const pin = (signal: Signal, index: number): Pin => ({
    path: signalPath(netlist, index).slice(netlist.scopes[0].name.length + 1),
    node: signal.node,
    width: netlist.nodes[signal.node].width,
  });
  const pins = netlist.signals.map((signal, index) => ({ ...pin(signal, index), signal }));
  const atTop = pins.filter(({ signal }) => isAtTop(netlist, signal.scope));
  const clocks = atTop
    .filter(({ signal }) => signal.kind === "clock")
    .map(({ signal: _, ...at }) => {
      const domain = netlist.domains.findIndex(({ clock }) => clock === at.node);
      return { ...at, domain, timing: timingOf(new Random(seed ^ domain), domain) };
    });
  const inputs = atTop.filter(({ signal: { kind } }) => kind === "input" || kind === "reset");
  const tags = new Map(source.inputs.map(({ path, tag }) => [path, tag]));
  return {
    source,
    netlist,
    clocks,
    inputs: inputs.map(({ signal: _, ...at }) => at),
    outputs: atTop.filter(({ signal: { kind } }) => kind === "output").map(({ signal: _, ...at }) => at),
    warmup: source.kind === "sequential" ? longestReset(netlist, clocks) : 0,
    seeds: inputs.map(({ path }, index) => derived(seed, tags.get(path) ?? index, 2 ** 32)),
  };
}

/** In the top itself or a bundle of its ports. */
function isAtTop({ scopes }: Netlist, scope: number): boolean {
  let at = scope;
  while (scopes[at].kind === "bundle") at = scopes[at].parent ?? 0;
  return at === 0;
}

/** The module's own clock is fast as a rule; others are related to it or not. */
function timingOf(random: Random, domain: DomainId): ClockTiming {
  const period = random.pick(domain === 0 ? [2, 2, 2, 3, 4] : [2, 3, 4, 4, 5, 6, 7]);
  return { period, phase: 1 + random.below(period), high: 1 + random.below(period - 1) };
}

/** Steps until every domain with a synchronous reset has had two edges. */
function longestReset({ domains, nodes }: Netlist, clocks: readonly ClockPin[]): number {
  const needed = domains
    .filter(({ reset }) => reset?.kind === "sync")
    .map(({ clock }) => {
      let by = 1;
      let at = clock;
      for (let node = nodes[at]; node.op !== "clock"; node = nodes[at]) {
        if (node.op === "divide") by *= node.attr.by;
        at = node.args[0];
      }
      const { period, phase } = clocks.find(({ node }) => node === at)!.timing;
      return phase + 2 * by * period;
    });
  return Math.max(4, ...needed);
}

/** The level of a clock at a time. */
export function levelAt({ period, phase, high }: ClockTiming, time: number): 0 | 1 {
  return time >= phase && (time - phase) % period < high ? 1 : 0;
}
