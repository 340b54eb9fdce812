import {
  asVec,
  type Bits,
  constant,
  flip,
  In,
  module,
  mux,
  Out,
  repeat,
  u,
  type Vec,
} from "../../sim/hdl/index.ts";
import { encode, lowest } from "../bus/one-hot.ts";
import { allowed } from "./allowed.ts";
import { Command } from "./command.ts";
import { entries as queueEntries } from "./request-queue.ts";
import { bankCount, type Organisation } from "./timing.ts";

/**
 * First ready, first come, first served: of the entries in the present direction, the oldest whose column command is
 * allowed; if there is none, the oldest whose row can be opened or whose bank can be closed. A bank is not closed while
 * an entry waits for its open row. An overdue entry has its bank for itself, and the direction is its own; a refresh that
 * is due goes before all. Combinational; one command a cycle.
 */
export const Scheduler = (organisation: Organisation, size: number) => {
  const banks = bankCount(organisation);
  return module(
    "Scheduler",
    {
      entries: flip(queueEntries(organisation, size)),
      allowed: allowed(organisation),
      /** Writes have their turn. */
      writing: In(1),
      /** The data of one more read will find room. */
      room: In(1),
      refresh: { due: In(1), anyOpen: In(1) },
      command: Out(Command),
      /** The entry that the command is for. */
      entry: Out(u(Math.log2(size))),
      /** The banks that the command is for, a bit each. */
      banks: Out(u(banks)),
      /** The entry that leaves the queue with its column command: a bit, or none. */
      leaves: Out(u(size)),
    },
    ({ entries, allowed, writing, room, refresh, ...out }) => {
      const { valid, write, open, hit } = entries;
      const writes = mux(entries.overdue, write.bit(0), writing);
      const turn = valid.and(mux(writes, write, write.not()));
      const goes = (mask: Bits): Bits => entries.banks.map((bank) => bank.and(mask).orR()).bits;
      const rivals = goes(mux(entries.overdue, entries.banks.lane(0), 0)).and(constant(1, size).not());
      const candidates = turn.and(rivals.not());

      const hits = candidates.and(hit);
      const column = hits.and(goes(mux(writes, allowed.WR, mux(room, allowed.RD, 0))));
      const activate = candidates.and(open.not()).and(goes(allowed.ACT));
      const kept = union(entries.banks, hits);
      const precharge = candidates
        .and(open)
        .and(hit.not())
        .and(goes(allowed.PRE.and(kept.not())));

      const isColumn = column.orR();
      const chosen = mux(isColumn, lowest(column), lowest(activate.or(precharge)));
      const any = chosen.orR();
      const entry = encode(chosen, Math.log2(size));
      const name = (command: keyof typeof Command.values) => constant(Command.values[command], 3);
      const opens = mux(chosen.and(activate).orR(), name("ACT"), name("PRE"));
      const serve = mux(isColumn, mux(writes, name("WR"), name("RD")), mux(any, opens, name("NOP")));
      const close = mux(allowed.PREA, name("PREA"), name("NOP"));
      const renew = mux(allowed.REF, name("REF"), name("NOP"));

      out.command.drive(mux(refresh.due, mux(refresh.anyOpen, close, renew), serve));
      out.entry.drive(entry);
      out.banks.drive(mux(refresh.due, repeat(constant(1, 1), banks), entries.banks.lane(entry)));
      out.leaves.drive(mux(isColumn.and(refresh.due.not()), chosen, 0));
    },
  );
};

/** The words of the chosen lanes, or-ed. */
function union(lanes: Vec, chosen: Bits): Bits {
  let words = lanes.zip(asVec(chosen, lanes.lanes, 1), (word, here) => mux(here, word, 0)).bits;
  for (let half = words.width / 2; words.width > lanes.width / lanes.lanes; half /= 2) {
    words = words.slice(2 * half - 1, half).or(words.slice(half - 1, 0));
  }
  return words;
}
