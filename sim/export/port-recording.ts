import type { Engine } from "../netlist/engine.ts";
import type { Netlist, ScopeId, SignalId } from "../netlist/netlist.ts";
import { Track } from "./track.ts";

export interface PortRecordingOptions {
  /** Records the outputs of every instance inside as well, so that a difference is found where it arises. */
  readonly inside?: boolean;
}

/** The outputs of one module instance. */
export interface RecordedOutputs {
  readonly scope: ScopeId;
  readonly track: Track;
}

/**
 * What happened at the ports of a running design, step by step: the clocks or the inputs moved, and the outputs
 * settled. At one time there may be several steps: the edge of a clock, then what benches drove after it. In no step
 * do clocks and inputs move together. Enough to run the design again elsewhere, and to compare it.
 */
export class PortRecording {
  /** The design as written. */
  readonly netlist: Netlist;
  /** Clock pins, one word each. */
  readonly clocks: Track;
  /** Resets are among them. */
  readonly inputs: Track;
  /** Of the top, then of the instances inside in the order of their scopes. */
  readonly outputs: readonly RecordedOutputs[];
  readonly #engine: Engine;
  readonly #times: number[] = [];
  readonly #edges: number[] = [];

  /** `written`: the design before the passes that the engine's netlist went through; its signals are the same. */
  constructor(engine: Engine, written: Netlist, { inside = false }: PortRecordingOptions = {}) {
    const { netlist, state } = engine;
    const { clocks, inputs, outputs } = findPins(written, inside);
    this.#engine = engine;
    this.netlist = written;
    this.clocks = new Track(netlist, state, clocks);
    this.inputs = new Track(netlist, state, inputs);
    this.outputs = [...outputs].map(([scope, ids]) => ({ scope, track: new Track(netlist, state, ids) }));
  }

  get steps(): number {
    return this.#times.length;
  }

  /** Picoseconds. */
  timeOf(step: number): number {
    return this.#times[step];
  }

  /** Active edges of a domain up to a step, that of the step included. */
  edgesAt(step: number, domain: number): number {
    return this.#edges[step * this.netlist.domains.length + domain];
  }

  /** A step, if anything moved since the last. To be called whenever the design has settled. */
  capture(): void {
    const step = this.steps;
    let moved = this.clocks.capture(step);
    moved = this.inputs.capture(step) || moved;
    for (const { track } of this.outputs) moved = track.capture(step) || moved;
    if (!moved) return;
    this.#times.push(this.#engine.time);
    for (let domain = 0; domain < this.netlist.domains.length; domain++) {
      this.#edges.push(this.#engine.edges(domain));
    }
  }
}

interface Pins {
  readonly clocks: SignalId[];
  readonly inputs: SignalId[];
  /** By the scope of the module instance; instances without outputs are left out. */
  readonly outputs: Map<ScopeId, SignalId[]>;
}

function findPins({ nodes, signals, scopes }: Netlist, inside: boolean): Pins {
  const modules = moduleScopes(scopes);
  const pins: Pins = { clocks: [], inputs: [], outputs: new Map() };
  for (const [id, { kind, node, scope }] of signals.entries()) {
    const instance = modules[scope];
    const { op } = nodes[node];
    if (kind === "output") {
      if (instance !== 0 && !inside) continue;
      const outputs = pins.outputs.get(instance) ?? [];
      pins.outputs.set(instance, outputs);
      outputs.push(id);
    } else if (instance === 0 && op === "clock" && kind === "clock") {
      pins.clocks.push(id);
    } else if (instance === 0 && op === "input" && (kind === "input" || kind === "reset")) {
      pins.inputs.push(id);
    }
  }
  return { ...pins, outputs: new Map([...pins.outputs].sort(([a], [b]) => a - b)) };
}

/** The module instance in which each scope lies. An enclosing scope comes before what it holds. */
function moduleScopes(scopes: Netlist["scopes"]): ScopeId[] {
  const modules: ScopeId[] = [];
  for (const [id, { kind, parent }] of scopes.entries()) {
    modules.push(kind === "module" || parent === undefined ? id : modules[parent]);
  }
  return modules;
}
