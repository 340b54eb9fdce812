import {
  asVec,
  type Bits,
  connect,
  constant,
  type Handle,
  In,
  module,
  mux,
  Out,
  type Reg,
  regs,
  repeat,
  u,
  type Vec,
  vec,
  when,
} from "../../sim/hdl/index.ts";
import { encode } from "../bus/one-hot.ts";
import { issued } from "./issued.ts";
import { bankCount, type Organisation } from "./timing.ts";

/** Bits of the counter of an entry's wait. */
export const WAIT_BITS = 16;

export interface QueueOptions {
  readonly organisation: Organisation;
  /** Entries: a power of two. */
  readonly size: number;
  /** Cycles after which the oldest entry is overdue. */
  readonly patience: number;
}

/** The entries as the scheduler sees them: the oldest in bit and lane 0. */
export const entries = (organisation: Organisation, size: number) => ({
  valid: Out(u(size)),
  write: Out(u(size)),
  /** The entry's bank has an open row. */
  open: Out(u(size)),
  /** It is the entry's row. */
  hit: Out(u(size)),
  /** A bit a bank. */
  banks: Out(vec(size, bankCount(organisation))),
  rows: Out(vec(size, organisation.rowBits)),
  columns: Out(vec(size, organisation.columnBits)),
  /** The place of what the scheduler does not look at. */
  slots: Out(vec(size, Math.log2(size))),
  /** The oldest entry has waited for `patience` cycles. */
  overdue: Out(1),
});

/**
 * Requests in the order of their arrival. An entry may leave from anywhere, and the younger ones move up. Each knows
 * the state of its bank, because it hears every command; and each has a slot of its own, for its tag and data. The
 * vectors are as wide as the queue: a lane an entry.
 */
export const RequestQueue = ({ organisation, size, patience }: QueueOptions) => {
  const banks = bankCount(organisation);
  const slotBits = Math.log2(size);
  return module(
    "RequestQueue",
    {
      issued: issued(organisation),
      /** The entry that leaves: a bit, or none. */
      leaves: In(u(size)),
      arrives: {
        enable: In(1),
        write: In(1),
        banks: In(u(banks)),
        row: In(organisation.rowBits),
        column: In(organisation.columnBits),
        open: In(1),
        hit: In(1),
      },
      full: Out(1),
      /** Entries that hold up what would arrive: of the same line, and one of the two is a write. */
      conflicts: Out(u(size)),
      /** The slot of what arrives. */
      slot: Out(u(slotBits)),
      entries: entries(organisation, size),
    },
    ({ issued, leaves, arrives, entries, ...out }) => {
      const state = regs({
        valid: u(size).init(0),
        write: u(size).init(0),
        open: u(size).init(0),
        hit: u(size).init(0),
        banks: vec(size, banks).init(0),
        rows: vec(size, organisation.rowBits).init(0),
        columns: vec(size, organisation.columnBits).init(0),
        slots: vec(size, slotBits).init(identity(size)),
        waits: vec(size, WAIT_BITS).init(0),
      });

      // The entries as the issued command leaves them.
      const activates = issued.command.is("ACT");
      const precharges = issued.command.is("PRE").or(issued.command.is("PREA"));
      const same = state.banks.map((entry) => entry.and(issued.banks).orR()).bits;
      const opened = mux(activates, same, 0);
      const closed = mux(precharges, same, 0);
      const open = state.open.or(opened).and(closed.not());
      const matches = state.rows.map((row) => row.eq(issued.row)).bits;
      const hit = state.hit.or(opened.and(matches)).and(closed.not());
      const older = state.waits.map((wait) => mux(wait.eq(patience), wait, wait.add(1)));
      const waits = mux(asVec(state.valid, size, 1), older, state.waits);

      // The entries behind the one that leaves move up by one place; the next free place is behind them.
      const moves = mux(leaves.orR(), leaves.sub(1).not(), 0);
      const up = (word: Bits): Bits => word.and(moves.not()).or(word.shr(1).and(moves));
      const valid = up(state.valid);
      const place = mux(arrives.enable, valid.add(1).and(valid.not()), 0);
      const put = (to: Reg<Bits>, word: Bits, arriving: Bits<1>) => {
        to.next = up(word)
          .and(place.not())
          .or(place.and(repeat(arriving, size)));
      };
      const moving = asVec(moves, size, 1);
      const placed = asVec(place, size, 1);
      const putLane = (to: Reg<Handle<ReturnType<typeof vec>>>, lanes: Vec, arriving: Bits) => {
        const moved = mux(moving, lanes.rotate(1), lanes);
        to.next = moved.zip(placed, (old, here) => mux(here, arriving, old));
      };
      state.valid.next = valid.or(place);
      put(state.write, state.write, arrives.write);
      put(state.open, open, arrives.open);
      put(state.hit, hit, arrives.hit);
      putLane(state.banks, state.banks, arrives.banks);
      putLane(state.rows, state.rows, arrives.row);
      putLane(state.columns, state.columns, arrives.column);
      putLane(state.waits, waits, constant(0, WAIT_BITS));

      // The slots of the queue's empty places are the free ones: the freed slot goes to the last of them.
      const freed = state.slots.lane(encode(leaves, slotBits));
      const last = asVec(constant(2n ** BigInt(size - 1), size), size, 1);
      when(leaves.orR(), () => {
        const moved = mux(moving, state.slots.rotate(1), state.slots);
        state.slots.next = moved.zip(last, (slot, here) => mux(here, freed, slot));
      });
      const count = encode(state.valid.add(1).and(state.valid.not()), slotBits);
      out.slot.drive(state.slots.lane(count));

      const sameLine = state.banks
        .map((entry) => entry.eq(arrives.banks))
        .and(state.rows.map((row) => row.eq(arrives.row)))
        .and(state.columns.map((column) => column.eq(arrives.column))).bits;
      out.full.drive(state.valid.andR());
      out.conflicts.drive(sameLine.and(state.valid).and(state.write.or(repeat(arrives.write, size))));

      const { waits: _hidden, ...shown } = state;
      connect(entries, { ...shown, overdue: shown.valid.bit(0).and(state.waits.lane(0).eq(patience)) });
    },
  );
};

/** Lane i holds i. */
function identity(size: number): bigint {
  const bits = BigInt(Math.log2(size));
  let value = 0n;
  for (let lane = size - 1; lane >= 0; lane--) value = (value << bits) | BigInt(lane);
  return value;
}
