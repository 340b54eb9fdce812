import { Checks } from "../engine/checks.ts";
import { ClockGenerator } from "../engine/clock-generator.ts";
import { randomWords } from "../engine/random-words.ts";
import { unsettled } from "../engine/unsettled.ts";
import type { ClockTiming, Engine, EngineHooks } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { observedNodes } from "../netlist/observed.ts";
import { Agenda } from "./agenda.ts";

import { ClockNetwork } from "./clock-network.ts";
import { numberEntries, wireEntries } from "./entries.ts";
import { Evaluator } from "./evaluator.ts";
import { groupNodes } from "./groups.ts";
import { type Layout, layOut, powerUp } from "./layout.ts";
import { LiveState } from "./live-state.ts";
import { Memories } from "./memories.ts";
import { getBigInt, topMask, wordsOf } from "./planes.ts";
import { randomise } from "./random.ts";
import { Registers } from "./registers.ts";
import { type Policy, UnknownChoices } from "./unknown-choices.ts";

/** Deltas at one time before the run is given up. */
const DELTA_LIMIT = 10_000;
/** Deltas before that limit in which the nets that move are noted, for the error. */
const DELTAS_NOTED = 64;

export interface EventOptions {
  /** What unknown values do; `merge` unless given. */
  readonly policy?: Policy;
  /** For the policy `random`: 32 bits, 0 unless given. */
  readonly seed?: number;
  /** Evaluations after which a group of nodes gets code of its own; changes no value. 24 unless given. */
  readonly patience?: number;
}

/**
 * The discrete-event kernel: four-state values, any number of clocks, docs/timing-model.md to the letter. It shares
 * nothing with other kernels, so many may run side by side.
 */
export class EventEngine implements Engine {
  readonly netlist: Netlist;
  readonly state: LiveState;
  readonly covered: Float64Array;
  hooks: EngineHooks = {};
  #time = 0;
  #started = false;
  readonly #layout: Layout;
  readonly #agenda: Agenda;
  readonly #evaluator: Evaluator;
  readonly #registers: Registers;
  readonly #memories: Memories;
  readonly #checks: Checks;
  readonly #generator: ClockGenerator;
  readonly #network: ClockNetwork;
  readonly #choices: UnknownChoices;
  readonly #random: (() => number) | undefined;

  /** Elaborates the netlist, which has no combinational loop, and settles its power-up state at time 0. */
  constructor(netlist: Netlist, { policy = "merge", seed = 0, patience = 24 }: EventOptions = {}) {
    const groups = groupNodes(netlist, observedNodes(netlist));
    const layout = layOut(netlist, groups);
    const entries = numberEntries(netlist, groups);
    const agenda = new Agenda(
      entries.size,
      netlist.nodes.length + netlist.memories.length,
      wireEntries(netlist, groups, entries),
    );
    const planes = powerUp(netlist, layout);
    const random = policy === "random" ? randomWords(seed) : undefined;
    if (random) randomise(netlist, layout, planes, random);
    const state = new LiveState(planes, agenda, layout);
    const choices = new UnknownChoices(netlist, policy);
    this.netlist = netlist;
    this.state = state;
    this.#layout = layout;
    this.#agenda = agenda;
    this.#choices = choices;
    this.#random = random;
    this.#evaluator = new Evaluator(
      netlist,
      groups,
      layout,
      state,
      agenda,
      choices,
      random !== undefined,
      patience,
    );
    this.#registers = new Registers(netlist, layout, entries, agenda, state, choices);
    this.#memories = new Memories(netlist, layout, entries, agenda, state, choices, random !== undefined);
    this.#checks = new Checks(netlist, state);
    this.covered = this.#checks.covered;
    this.#generator = new ClockGenerator(netlist);
    this.#network = new ClockNetwork(netlist, layout, entries, agenda, state);
    const { groups: all, registers, ports, watches } = entries;
    for (const { from, to } of [all, ...registers, ...ports, watches]) agenda.markRange(from, to);
    this.#react();
  }

  get time(): number {
    return this.#time;
  }

  clock(domain: DomainId, timing: ClockTiming): void {
    if (this.#started)
      this.#misuse("CLOCK", "a clock is set after time has moved", "set clocks before the first advance");
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
      this.#misuse("BENCH", problem, "advance to a later whole picosecond, and not past the next event");
    }
    this.#started = true;
    this.#time = time;
    this.#generator.toggle(time, this.#setClock);
    this.#react();
    this.#choices.observe(this.state);
  }

  write(node: NodeId, value: ArrayLike<number>, unknown?: ArrayLike<number>): void {
    const { op, width } = this.netlist.nodes[node];
    if (op !== "input") {
      this.#misuse("BENCH", `a bench drives node ${node}, a ${op}`, "drive inputs of the top module only");
    }
    const { planes } = this.state;
    const at = this.#layout.kept[node];
    const words = wordsOf(width);
    let differs = 0;
    let any = 0;
    for (let i = 0; i < words; i++) {
      const mask = i === words - 1 ? topMask(width) : -1;
      let v = value[i] & mask;
      let u = (unknown?.[i] ?? 0) & mask;
      if (u !== 0 && this.#random) {
        v = (v & ~u) | (this.#random() & u);
        u = 0;
      }
      differs |= (planes.value[at + i] ^ v) | (planes.unknown[at + i] ^ u);
      any |= u;
      planes.value[at + i] = v;
      planes.unknown[at + i] = u;
    }
    planes.mixed[at] = any === 0 ? 0 : 1;
    if (differs !== 0) this.#agenda.wake(node);
  }

  settle(): void {
    this.#react();
    this.#choices.observe(this.state);
  }

  edges(domain: DomainId): number {
    return this.#network.edges[domain];
  }

  peekMemory(memory: number, address: number): { readonly value: bigint; readonly unknown: bigint } {
    const { base, stride, depth, width } = this.#layout.memories[memory];
    if (!(address >= 0 && address < depth)) {
      const { name } = this.netlist.memories[memory];
      this.#misuse(
        "RANGE",
        `memory ${name} has ${depth} words, and word ${address} is asked for`,
        "ask below the depth",
      );
    }
    const at = base + address * stride;
    return {
      value: getBigInt(this.state.value, at, width),
      unknown: getBigInt(this.state.unknown, at, width),
    };
  }

  readonly #setClock = (node: NodeId, level: 0 | 1): void => {
    this.state.value[this.#layout.kept[node]] = level;
    this.#agenda.wake(node);
  };

  /** Phases 2 to 6: settles, and goes round as long as that makes edges or asynchronous resets. */
  #react(): void {
    const moved = new Set<NodeId>();
    for (let delta = 0; ; delta++) {
      this.#evaluator.settle();
      this.#network.observe();
      const { active, resets } = this.#network;
      if (active.length + resets.length === 0) return;
      if (delta >= DELTA_LIMIT - DELTAS_NOTED) for (const node of this.#network.movedNets()) moved.add(node);
      if (delta >= DELTA_LIMIT) throw unsettled(this.netlist, DELTA_LIMIT, this.#time, moved);
      this.#edge(active, resets);
    }
  }

  /** Phases 3 and 4. */
  #edge(active: readonly DomainId[], resets: readonly DomainId[]): void {
    if (active.length > 0) this.hooks.sample?.(active);
    for (const domain of active) this.#checks.sample(domain, this.hooks);
    for (const domain of active) {
      this.#registers.sample(domain);
      this.#memories.sample(domain);
    }
    for (const domain of resets) if (!active.includes(domain)) this.#registers.reset(domain);
    this.#registers.commit();
    this.#memories.commit();
  }

  #misuse(code: "BENCH" | "CLOCK" | "RANGE", problem: string, fix: string): never {
    throw new DesignError(code, problem, [], fix);
  }
}
