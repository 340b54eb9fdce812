import { MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import type { Op } from "./line-life.ts";
import type { Clock } from "./stations.ts";

/** Why a line has to stand, as the hardware's own signals tell it: all of `when` are 1 and none of `unless`. */
interface Cause {
  readonly cause: string;
  /** Of the fabric unless given. */
  readonly clock?: Clock;
  readonly when: readonly string[];
  readonly unless: readonly string[];
}

const DRAIN = "engine.table.drain";
const CONTROLLER = "memory.controller.request";
const FULL = "memory.controller.queue.full";
const IS_WRITE = `${CONTROLLER}.payload.write`;

/** In the order in which a line meets the places. */
const CAUSES: Readonly<Record<Op, readonly Cause[]>> = {
  read: [
    {
      cause: "outstanding limit",
      when: ["bus.ar.valid", "front.reads.bursts.up.ready"],
      unless: ["bus.ar.ready"],
    },
    { cause: "no slot", when: ["front.reads.bursts.down.valid"], unless: ["front.reads.order.claim.ready"] },
    { cause: "key update", when: ["engine.read.request.valid", DRAIN], unless: [] },
    { cause: "hazard", when: ["engine.read.request.valid", "engine.hazards.read.busy"], unless: [DRAIN] },
    {
      cause: "engine full",
      when: ["engine.read.request.valid"],
      unless: ["engine.read.request.ready", "engine.hazards.read.busy", DRAIN],
    },
    {
      cause: "memory full",
      when: ["engine.memory.read.request.valid"],
      unless: ["engine.memory.read.request.ready"],
    },
    {
      cause: "controller full",
      clock: MEMORY_CLOCK,
      when: [`${CONTROLLER}.valid`, FULL],
      unless: [IS_WRITE],
    },
    {
      cause: "line in the controller",
      clock: MEMORY_CLOCK,
      when: [`${CONTROLLER}.valid`],
      unless: [`${CONTROLLER}.ready`, FULL, IS_WRITE],
    },
    {
      cause: "tweak not there",
      when: ["engine.memory.read.response.valid"],
      unless: ["engine.reading.tweakThere"],
    },
    {
      cause: "cipher full",
      when: ["engine.memory.read.response.valid", "engine.reading.tweakThere"],
      unless: ["engine.memory.read.response.ready"],
    },
    {
      cause: "beats of others",
      when: ["front.reads.order.next.valid"],
      unless: ["front.reads.order.next.ready"],
    },
    { cause: "response back-pressure", when: ["bus.r.valid"], unless: ["bus.r.ready"] },
  ],
  write: [
    { cause: "outstanding limit", when: ["bus.aw.valid"], unless: ["bus.aw.ready"] },
    {
      cause: "data not there",
      when: ["front.writes.gather.aw.valid"],
      unless: ["front.writes.gather.w.valid"],
    },
    {
      cause: "no slot",
      when: ["front.writes.gather.down.valid"],
      unless: ["front.writes.order.claim.ready"],
    },
    { cause: "key update", when: ["engine.write.request.valid", DRAIN], unless: [] },
    { cause: "hazard", when: ["engine.write.request.valid", "engine.hazards.write.busy"], unless: [DRAIN] },
    {
      cause: "engine full",
      when: ["engine.write.request.valid"],
      unless: ["engine.write.request.ready", "engine.hazards.write.busy", DRAIN],
    },
    {
      cause: "old line",
      when: ["engine.partial.up.valid"],
      unless: ["engine.partial.down.valid", "engine.partial.skipped.valid"],
    },
    {
      cause: "tweak not there",
      when: ["engine.writing.order.down.valid"],
      unless: ["engine.writing.tweakThere"],
    },
    {
      cause: "cipher full",
      when: ["engine.writing.meet"],
      unless: ["engine.writing.lines.down.ready"],
    },
    {
      cause: "memory full",
      when: ["engine.memory.write.request.valid"],
      unless: ["engine.memory.write.request.ready"],
    },
    {
      cause: "controller full",
      clock: MEMORY_CLOCK,
      when: [`${CONTROLLER}.valid`, FULL, IS_WRITE],
      unless: [],
    },
    {
      cause: "line in the controller",
      clock: MEMORY_CLOCK,
      when: [`${CONTROLLER}.valid`, IS_WRITE, "memory.controller.responses.room.write"],
      unless: [`${CONTROLLER}.ready`, FULL],
    },
    {
      cause: "answers of others",
      clock: MEMORY_CLOCK,
      when: [`${CONTROLLER}.valid`, IS_WRITE],
      unless: ["memory.controller.responses.room.write", FULL],
    },
    { cause: "response back-pressure", when: ["bus.b.valid"], unless: ["bus.b.ready"] },
  ],
};

/** How long lines had to stand for a cause: cycles in which one did, of the clock of the place where it stood. */
export interface Stall {
  readonly op: Op;
  readonly cause: string;
  readonly cycles: number;
  readonly ns: number;
}

interface Counter {
  readonly op: Op;
  readonly cause: string;
  readonly clock: Clock;
  readonly when: readonly Pin[];
  readonly unless: readonly Pin[];
  cycles: number;
}

/** Counts, at each edge outside reset, for which causes lines stand. It only looks; a signal that is gone is an error. */
export class Stalls {
  private readonly counters: readonly Counter[];
  private readonly periods: Readonly<Record<Clock, number>>;

  /** `top` is the path of the memory system; `periods` are those of its clocks in ps. */
  constructor(sim: Simulation<unknown>, top: string, periods: Readonly<Record<Clock, number>>) {
    const find = (path: string) => sim.session.pins.find(`${top}.${path}`);
    this.periods = periods;
    this.counters = (["read", "write"] as const).flatMap((op) =>
      CAUSES[op].map(({ cause, clock = "clk", when, unless }) => ({
        op,
        cause,
        clock,
        when: when.map(find),
        unless: unless.map(find),
        cycles: 0,
      })),
    );
    for (const clock of ["clk", MEMORY_CLOCK] as const) {
      const counters = this.counters.filter((counter) => counter.clock === clock);
      sim.atEdge((isInReset) => {
        if (!isInReset) for (const counter of counters) if (holds(counter)) counter.cycles++;
      }, clock);
    }
  }

  get summary(): readonly Stall[] {
    return this.counters.map(({ op, cause, clock, cycles }) => ({
      op,
      cause,
      cycles,
      ns: (cycles * this.periods[clock]) / 1000,
    }));
  }
}

const holds = ({ when, unless }: Counter): boolean =>
  when.every((pin) => pin.level() === 1) && unless.every((pin) => pin.level() !== 1);
