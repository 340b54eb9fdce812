import type { Pin } from "../../sim/bench/pin.ts";
import { LineLife, type Op } from "./line-life.ts";

/** Finds a signal below the memory system. */
export type Find = (path: string) => Pin;

/** Where lines begin and end. */
const PATHS = {
  read: {
    address: "bus.ar",
    lines: "front.reads.bursts.down",
    order: "front.reads.order",
    returned: "engine.read.response",
    answer: "bus.r",
  },
  write: {
    address: "bus.aw",
    lines: "front.writes.gather.down",
    order: "front.writes.order",
    returned: "engine.write.response",
    answer: "bus.b",
  },
} as const;

/** A line between the bus and its last beat, and what the bus knows of it. */
interface Entry {
  readonly life: LineLife;
  readonly id: number;
  /** Its burst ends with it. */
  readonly isLast: boolean;
  /** Transfers of the answer that it takes; of a write, the one of its burst. */
  beats: number;
}

/**
 * Follows lines where the bus begins and ends them: bursts become lines, each line takes a slot, and answers go back in
 * the order of each ID (IHI 0022H, A5.3). A line is due, its stage `response`, when no earlier one of its ID is left.
 */
export class BusFront {
  private readonly op: Op;
  private readonly pins: ReturnType<typeof pinsOf>;
  private readonly done: (life: LineLife) => void;
  /** When the addresses of the bursts passed that have lines without a slot. */
  private readonly starts: number[] = [];
  private readonly slots: (Entry | undefined)[] = [];
  /** By ID: lines with a slot, in the order of the bus; and lines that have given it back. */
  private readonly held: Entry[][] = [];
  private readonly leaving: Entry[][] = [];

  constructor(op: Op, find: Find, done: (life: LineLife) => void) {
    this.op = op;
    this.pins = pinsOf(op, find);
    this.done = done;
  }

  /** The line in a slot. */
  at(slot: number): LineLife | undefined {
    return this.slots[slot]?.life;
  }

  /** A reset forgets all lines. */
  reset(): void {
    for (const lines of [this.starts, this.slots, this.held, this.leaving]) lines.length = 0;
  }

  /** Before an edge of the fabric: what the edge will move. */
  edge(now: number): void {
    const { address, answer, lines, claim, returned, next } = this.pins;
    if (fires(answer)) this.answered(answer.id.low(), now);
    if (lines.valid.level() === 1 && claim.ready.level() === 1) {
      const entry = (this.slots[claim.slot.low()] ??= this.begin());
      if (lines.ready.level() === 1) this.claimed(entry, now);
    }
    if (fires(returned)) this.returned(this.slots[returned.slot.low()], now);
    if (fires(next)) this.giveBack(next.slot.low(), now);
    if (fires(address)) this.starts.push(now);
  }

  private begin(): Entry {
    const { lines } = this.pins;
    const [start] = this.starts;
    if (start === undefined) throw new Error(`a line to ${this.op} whose address has not passed the bus`);
    return {
      life: new LineLife(this.op, start),
      id: lines.id.low(),
      isLast: lines.last.level() === 1,
      beats: lines.beats ? lines.beats.low() + 1 : 1,
    };
  }

  private claimed(entry: Entry, now: number): void {
    (this.held[entry.id] ??= []).push(entry);
    if (entry.isLast) this.starts.shift();
    if (this.pins.claim.isAnswered.level() === 1) this.returned(entry, now);
  }

  private returned(entry: Entry | undefined, now: number): void {
    if (!entry) throw new Error(`the engine answers a ${this.op} that nobody asked for`);
    entry.life.enter("reorder", now);
    if (this.held[entry.id][0] === entry) entry.life.enter("response", now);
  }

  private giveBack(slot: number, now: number): void {
    const entry = this.slots[slot];
    if (!entry) throw new Error(`slot ${slot} to ${this.op} is given back and holds no line`);
    this.slots[slot] = undefined;
    const ofId = this.held[entry.id];
    ofId.shift();
    (this.leaving[entry.id] ??= []).push(entry);
    const [next] = ofId;
    if (next?.life.reached("reorder")) next.life.enter("response", now);
  }

  /** A beat of a read ends its line with the last; the answer to a write burst ends all its lines. */
  private answered(id: number, now: number): void {
    const ofId = this.leaving[id] ?? [];
    for (let entry = ofId.at(0); entry; entry = ofId.at(0)) {
      if (--entry.beats > 0) return;
      ofId.shift();
      entry.life.leave(now);
      this.done(entry.life);
      if (this.op === "read" || entry.isLast) return;
    }
    throw new Error(`an answer to a ${this.op} of ID ${id}, and none is under way`);
  }
}

function pinsOf(op: Op, find: Find) {
  const { address, lines, order, returned, answer } = PATHS[op];
  const handshake = (path: string) => ({ valid: find(`${path}.valid`), ready: find(`${path}.ready`) });
  return {
    address: handshake(address),
    answer: { ...handshake(answer), id: find(`${answer}.payload.id`) },
    lines: {
      ...handshake(lines),
      id: find(`${lines}.payload.id`),
      last: find(`${lines}.payload.last`),
      beats: op === "read" ? find(`${lines}.payload.beats`) : undefined,
    },
    claim: {
      ready: find(`${order}.claim.ready`),
      slot: find(`${order}.claimed`),
      isAnswered: find(`${order}.claim.payload.answered`),
    },
    returned: { ...handshake(returned), slot: find(`${returned}.payload.slot`) },
    next: { ...handshake(`${order}.next`), slot: find(`${order}.next.payload.slot`) },
  };
}

const fires = ({ valid, ready }: { readonly valid: Pin; readonly ready: Pin }): boolean =>
  valid.level() === 1 && ready.level() === 1;
