import { Checks } from "../engine/checks.ts";
import { ClockGenerator } from "../engine/clock-generator.ts";
import { randomWords } from "../engine/random-words.ts";
import { unsettled } from "../engine/unsettled.ts";
import type { ClockTiming, Engine, EngineHooks, State } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { packLanes } from "../netlist/lanes.ts";
import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { resetLevel } from "../netlist/reset.ts";
import { ClockWatch } from "./clock-watch.ts";
import type { Plan } from "./context.ts";
import { layOut } from "./layout.ts";
import { LinearState } from "./linear-state.ts";
import { Pins } from "./pins.ts";
import { powerUp, sourceValues, withConstants } from "./power-up.ts";
import { encode, type Program } from "./program.ts";
import { refuse } from "./refuse.ts";
import { cutRegions } from "./regions.ts";
import { orderUpdates } from "./updates.ts";
import { start } from "./wasm/host.ts";
import { wire } from "./wiring.ts";

/** Deltas at one time before the run is given up. */
const DELTA_LIMIT = 10_000;
/** Deltas before that limit in which the nets that move are noted, for the error. */
const DELTAS_NOTED = 64;

/** Periods of one call. */
const MOST_PERIODS = 2 ** 30;

export interface CompiledOptions {
  /** What unknown bits at power-up, and those that a bench drives, become: 0, or with `random` bits from the seed. */
  readonly policy?: "merge" | "random" | "trap";
  /** For the policy `random`: 32 bits, 0 unless given. */
  readonly seed?: number;
  /** Passes to leave out; they change no value. */
  readonly skip?: readonly CompiledPass[];
}

/** `lanes` turns joins of like parts into vectors; `vectors` lowers wide operators to vector instructions. */
export type CompiledPass = "lanes" | "vectors";

/** What the program has for one domain. */
interface DomainFunctions {
  failures(): number;
  cover(): void;
  sample(): void;
  commit(): void;
  reset(): void;
}

/**
 * The 2-state engine: the netlist as WebAssembly that is made in memory, under the timing model of the event kernel and
 * with its results wherever no bit is unknown. It shares nothing with other engines, so many may run side by side.
 */
export class CompiledEngine implements Engine {
  readonly netlist: Netlist;
  readonly state: State;
  readonly covered: Float64Array;
  hooks: EngineHooks = {};
  #time = 0;
  #started = false;
  readonly #plan: Plan;
  readonly #program: Program;
  readonly #view: DataView;
  readonly #checks: Checks;
  readonly #generator: ClockGenerator;
  readonly #watch: ClockWatch;
  readonly #pins: Pins;
  /** Whether something may have to be computed before the state has settled. */
  #isFlagged = true;
  readonly #domains: readonly DomainFunctions[];

  /**
   * Compiles the netlist and settles its power-up state at time 0.
   * @throws DesignError LOOP, SIZE or ENGINE for what only other engines can run.
   */
  constructor(written: Netlist, { policy = "merge", seed = 0, skip = [] }: CompiledOptions = {}) {
    refuse(written, policy);
    const random = policy === "random" ? randomWords(seed) : undefined;
    const fill = random ?? (() => 0);
    const values = sourceValues(written, fill);
    const known = withConstants(written, values);
    const netlist = skip.includes("lanes") ? known : packLanes(known);
    const regions = cutRegions(netlist);
    const updates = orderUpdates(netlist);
    const wiring = wire(netlist, regions, updates);
    const layout = layOut(netlist, (node) => regions.kept[node] === 1, updates.shadowed, wiring.flags);
    this.#plan = { netlist, regions, updates, wiring, layout, hasVectors: !skip.includes("vectors") };
    const { memory, functions: program } = start(encode(this.#plan), layout.pages);
    this.#program = program as Program;
    this.#domains = netlist.domains.map((_, domain) => ({
      failures: this.#program[`failures${domain}`],
      cover: this.#program[`cover${domain}`],
      sample: this.#program[`sample${domain}`],
      commit: this.#program[`commit${domain}`],
      reset: this.#program[`reset${domain}`],
    }));
    this.netlist = written;
    this.state = new LinearState(memory, layout);
    this.#view = new DataView(memory);
    powerUp(netlist, layout, memory, values, fill);
    this.#checks = new Checks(
      netlist,
      this.state,
      new Float64Array(memory, layout.covered, netlist.checks.length),
    );
    this.covered = this.#checks.covered;
    this.#generator = new ClockGenerator(netlist);
    this.#watch = new ClockWatch(netlist, layout, this.state);
    this.#pins = new Pins(this.#plan, this.state.value, random);
    new Uint8Array(memory).fill(1, layout.flags, layout.flags + wiring.flags);
    this.#react();
  }

  get time(): number {
    return this.#time;
  }

  clock(domain: DomainId, timing: ClockTiming): void {
    if (this.#started)
      misuse("CLOCK", "a clock is set after time has moved", "set clocks before the first advance");
    this.#generator.add(domain, timing);
  }

  nextEvent(): number {
    return this.#generator.next;
  }

  advance(time: number): void {
    const late = this.#started || time < 0 ? time <= this.#time : false;
    if (late || time > this.#generator.next || !Number.isSafeInteger(time)) {
      const next = this.#generator.next;
      const problem = `time cannot move from ${this.#time} ps to ${time} ps, with the next event at ${next} ps`;
      misuse("BENCH", problem, "advance to a later whole picosecond, and not past the next event");
    }
    this.#started = true;
    this.#time = time;
    this.#generator.toggle(time, this.#setClock);
    this.#react();
  }

  run(time: number, edges: number): void {
    const { cycles } = this.#program;
    const periods = Math.min(this.#generator.periods(time), edges, MOST_PERIODS);
    if (!cycles || periods <= 0) return;
    const done = periods - cycles(periods);
    if (done === 0) return;
    this.#started = true;
    this.#time = this.#generator.skip(done);
    this.#watch.skip(done);
  }

  write(node: NodeId, value: ArrayLike<number>, unknown?: ArrayLike<number>): void {
    const { op } = this.netlist.nodes[node];
    if (op !== "input") {
      misuse("BENCH", `a bench drives node ${node}, a ${op}`, "drive inputs of the top module only");
    }
    if (this.#pins.set(node, value, unknown)) this.#isFlagged = true;
  }

  settle(): void {
    this.#react();
  }

  edges(domain: DomainId): number {
    return this.#watch.edges[domain];
  }

  peekMemory(memory: number, address: number): { readonly value: bigint; readonly unknown: bigint } {
    const { base, stride, depth } = this.#plan.layout.memories[memory];
    if (!(address >= 0 && address < depth)) {
      const { name } = this.netlist.memories[memory];
      misuse(
        "RANGE",
        `memory ${name} has ${depth} words, and word ${address} is asked for`,
        "ask below the depth",
      );
    }
    let value = 0n;
    for (let i = stride - 1; i >= 0; i--)
      value = (value << 8n) | BigInt(this.#view.getUint8(base + address * stride + i));
    return { value, unknown: 0n };
  }

  readonly #setClock = (node: NodeId, level: 0 | 1): void => {
    if (this.#pins.toggle(node, level)) this.#isFlagged = true;
  };

  /** Phases 2 to 6: settles, and goes round as long as that makes edges or asynchronous resets. */
  #react(): void {
    let moved: Set<NodeId> | undefined;
    for (let delta = 0; ; delta++) {
      if (this.#isFlagged) this.#program.settle();
      this.#isFlagged = false;
      this.#watch.observe();
      const { active, resets } = this.#watch;
      if (active.length + resets.length === 0) return;
      if (delta >= DELTA_LIMIT - DELTAS_NOTED) {
        moved = new Set([...(moved ?? []), ...this.#watch.movedNets()]);
        if (delta >= DELTA_LIMIT) throw unsettled(this.netlist, DELTA_LIMIT, this.#time, moved);
      }
      this.#edge(active, resets);
    }
  }

  /** Phases 3 and 4. */
  #edge(active: readonly DomainId[], resets: readonly DomainId[]): void {
    this.#isFlagged = true;
    if (active.length > 0) this.hooks.sample?.(active);
    for (const domain of active) {
      if (this.#domains[domain].failures() === 0) this.#domains[domain].cover();
      else this.#checks.sample(domain, this.hooks);
    }
    for (const domain of active) this.#domains[domain].sample();
    if (this.#plan.layout.active.size > 0 && active.length > 0) this.#program.shared();
    for (const domain of active) this.#domains[domain].commit();
    for (const domain of resets) {
      if (!active.includes(domain) && resetLevel(this.netlist, this.state, domain) === 1)
        this.#domains[domain].reset();
    }
  }
}

function misuse(code: "BENCH" | "CLOCK" | "RANGE", problem: string, fix: string): never {
  throw new DesignError(code, problem, [], fix);
}
