import type { Policy } from "../event/unknown-choices.ts";
import { type Design, type ElaborateOptions, elaborate } from "../hdl/elaborate.ts";
import type { Module } from "../hdl/module.ts";
import type { Outside, Shape } from "../hdl/ports.ts";
import { DesignError } from "../netlist/error.ts";
import { optimise, type PassName } from "../netlist/passes.ts";
import { callerPlace } from "../netlist/place.ts";
import { ENGINES, type EngineName } from "./engines.ts";
import { Session } from "./session.ts";
import { Simulation } from "./simulation.ts";

export interface SimulateOptions {
  /** `event` unless given: the discrete-event kernel, with four states. */
  readonly engine?: EngineName;
  /** What unknown values do; `merge` unless given. */
  readonly policy?: Policy;
  /** Of everything random in the run: 32 bits, 1 unless given. Failures print it. */
  readonly seed?: number;
  /** Edges for which all resets are held before benches begin; 2 unless given. 0 or false: resets start released. */
  readonly reset?: number | false;
  /** Passes over the netlist to leave out; under the policy `trap`, those that would hide choices. */
  readonly skip?: readonly PassName[];
  /** How a `Module` is elaborated: name of the top, and its domain `clk`. A `Design` is so already. */
  readonly elaborate?: ElaborateOptions;
}

const HIDES_CHOICES: readonly PassName[] = ["fold", "cse", "enable", "dead"];

/**
 * A simulation of a module, or of a design that was elaborated before; many may run side by side.
 *
 *     using sim = simulate(Counter(8), { seed: 7 }).clock({ mhz: 500 });
 *     sim.bench(function* (b) { … });
 *     sim.run();
 */
export function simulate<const S extends Shape>(
  dut: Module<S> | Design<S>,
  options: SimulateOptions = {},
): Simulation<Outside<S>> {
  const { engine = "event", policy = "merge", seed = 1, reset = 2 } = options;
  const { skip = policy === "trap" ? HIDES_CHOICES : [] } = options;
  const edges = reset === false ? 0 : reset;
  if (!Number.isSafeInteger(edges) || edges < 0)
    refuse(`an initial reset of ${edges} edges`, "give 0 or more");
  if (!(engine in ENGINES))
    refuse(`there is no engine ${engine}`, `use ${Object.keys(ENGINES).join(" or ")}`);
  const design: Design<S> = "netlist" in dut ? dut : elaborate(dut, options.elaborate);
  const running = ENGINES[engine](optimise(design.netlist, { skip }), { policy, seed });
  return new Simulation(new Session(running, design.netlist, design.io, seed), design.io, edges);
}

function refuse(problem: string, fix: string): never {
  throw new DesignError("BENCH", problem, [{ what: "here", place: callerPlace() }], fix);
}
