import { MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { BusFront, type Find } from "./bus-front.ts";
import { ControllerWatch } from "./controller-watch.ts";
import type { LineLife, Op } from "./line-life.ts";
import { type Clock, STATIONS, type Station } from "./stations.ts";

export interface LivesListener {
  /** Takes a line that has its whole answer. */
  readonly done: (life: LineLife) => void;
  /** Takes how long a write stayed in the memory controller after its acknowledgement, up to its WR, in ps. */
  readonly stored: (life: LineLife, ps: number) => void;
}

const NOBODY: LivesListener = { done: () => {}, stored: () => {} };

/** A station and its signals. */
interface Watched {
  readonly station: Station;
  readonly valid: Pin;
  readonly ready: Pin;
  readonly slot: Pin;
  readonly keyId: Pin | undefined;
}

/**
 * Follows every line through the memory system, from handshake to handshake, and says which stage it is in. It looks at
 * valid, ready and tags, at no data; and it drives nothing. A signal that is gone is an error (NAME) at the start.
 */
export class LineLives {
  private readonly fronts: Readonly<Record<Op, BusFront>>;
  private readonly controller: ControllerWatch;

  constructor(sim: Simulation<unknown>, top: string, listener: LivesListener = NOBODY) {
    const find: Find = (path) => sim.session.pins.find(`${top}.${path}`);
    this.fronts = {
      read: new BusFront("read", find, listener.done),
      write: new BusFront("write", find, listener.done),
    };
    this.controller = new ControllerWatch(find, (op, tag) => this.at(op, tag), listener.stored);
    const fabric = watched("clk", find);
    const memory = watched(MEMORY_CLOCK, find);
    sim.atEdge((isInReset) => {
      for (const front of Object.values(this.fronts)) {
        if (isInReset) front.reset();
        else front.edge(sim.time);
      }
      if (!isInReset) this.pass(fabric, sim.time);
    }, "clk");
    sim.atEdge((isInReset) => {
      if (isInReset) return this.controller.reset();
      this.controller.edge(sim.time);
      this.pass(memory, sim.time);
    }, MEMORY_CLOCK);
  }

  /** The line in a slot of the bus's front. */
  at(op: Op, slot: number): LineLife | undefined {
    return this.fronts[op].at(slot);
  }

  private pass(stations: readonly Watched[], now: number): void {
    for (const { station, valid, ready, slot, keyId } of stations) {
      if (valid.level() !== 1) continue;
      const life = this.at(station.op, slot.low());
      if (!life) continue; // the old line of a partial write
      if (keyId) life.keyId = keyId.low();
      if (station.offered) life.enter(station.offered, now);
      if (station.taken && ready.level() === 1) life.enter(station.taken, now);
    }
  }
}

function watched(clock: Clock, find: Find): readonly Watched[] {
  return STATIONS.filter((station) => station.clock === clock).map((station) => ({
    station,
    valid: find(station.valid),
    ready: find(station.ready),
    slot: find(station.slot),
    keyId: station.keyId === undefined ? undefined : find(station.keyId),
  }));
}
