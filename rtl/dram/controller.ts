import {
  assert,
  connect,
  constant,
  fires,
  flip,
  In,
  instances,
  memories,
  module,
  Out,
  refuse,
  regs,
  sram,
  stream,
  u,
  when,
  wires,
} from "../../sim/hdl/index.ts";
import { encode } from "../bus/one-hot.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { AddressMap, bankIndex, bankIndexBits, type Interleave } from "./address.ts";
import { BankState } from "./bank-state.ts";
import { Command } from "./command.ts";
import { Refresh } from "./refresh.ts";
import { RequestQueue, WAIT_BITS } from "./request-queue.ts";
import { Responses } from "./responses.ts";
import { Scheduler } from "./scheduler.ts";
import { bankCount, type DramDevice, type Organisation } from "./timing.ts";
import { TimingCounters } from "./timing-counters.ts";
import { WriteDrain } from "./write-drain.ts";

/** What an architect turns on the controller. */
export interface ControllerOptions {
  readonly device: DramDevice;
  readonly interleave?: Interleave;
  /** Bits of the tag that comes back with the response; 8 unless given. */
  readonly tagBits?: number;
  /** Entries of the queue, a power of two; 32 unless given. */
  readonly queue?: number;
  /** Cycles after which the oldest request has its bank for itself, up to 65,535; 2,048 unless given. */
  readonly patience?: number;
  /** Writes in the queue at which they get their turn, and at which it ends; 16 and 8 unless given. */
  readonly drain?: { readonly high: number; readonly low: number };
}

function check({ queue = 32, patience = 2048, drain }: ControllerOptions): void {
  if (!(queue >= 4 && Number.isInteger(Math.log2(queue))))
    refuse("queue", queue, "a power of two, 4 or more");
  if (!(Number.isInteger(patience) && patience >= 1 && patience < 2 ** WAIT_BITS))
    refuse("patience", patience, `1 to ${2 ** WAIT_BITS - 1}`);
  if (!drain) return;
  const { high, low } = drain;
  if (!(Number.isInteger(high) && high >= 1 && high <= queue)) refuse("drain.high", high, `1 to ${queue}`);
  if (!(Number.isInteger(low) && low >= 0 && low < high)) refuse("drain.low", low, `0 to ${high - 1}`);
}

/**
 * The pins towards the device, at one command a clock. `select` is 1 with every command that is not NOP. A line travels
 * whole: with its WR; and back in the cycle in which the last beat of its burst has arrived, CL + BL after its RD.
 */
export const dramPins = ({ bankGroups, banksPerGroup, rowBits, columnBits }: Organisation) => ({
  select: Out(1),
  command: Out(Command),
  bankGroup: Out(u(Math.log2(bankGroups))),
  bank: Out(u(Math.log2(banksPerGroup))),
  row: Out(u(rowBits)),
  column: Out(u(columnBits)),
  writeLine: Out(LINE_BITS),
  readValid: In(1),
  readLine: In(LINE_BITS),
});

/**
 * A memory controller for one channel with one rank, in the clock domain of the memory: open page, first ready first come
 * first served, write drain, all-bank refresh. A write is answered when the queue has taken it, a read with its data.
 * Requests to one line keep their order where one of them is a write; otherwise responses come in any order. A request
 * whose line waits in the queue for the other direction waits at the port, and what is behind it too.
 */
export const DramController = (options: ControllerOptions) => {
  check(options);
  const { device, interleave, tagBits = 8, queue: size = 32, patience = 2048 } = options;
  const { high, low } = options.drain ?? { high: size / 2, low: size / 4 };
  const { organisation, figures } = device;
  const map = new AddressMap(organisation, interleave);
  const slotBits = Math.log2(size);
  return module(
    "DramController",
    {
      request: flip(stream({ write: 1, address: ADDRESS_BITS, tag: u(tagBits), line: LINE_BITS })),
      response: stream({ write: 1, tag: u(tagBits), line: LINE_BITS }),
      pins: dramPins(organisation),
    },
    ({ request, response, pins }) => {
      const { queue, scheduler, timing, banks, refresh, drain, responses } = instances({
        queue: RequestQueue({ organisation, size, patience }),
        scheduler: Scheduler(organisation, size),
        timing: TimingCounters(device),
        banks: BankState(organisation),
        refresh: Refresh(figures),
        drain: WriteDrain({ size, high, low }),
        responses: Responses({ tagBits }),
      });
      const { tags, lines } = memories({
        tags: sram({ data: tagBits, addr: slotBits }),
        lines: sram({ data: LINE_BITS, addr: slotBits }),
      });

      // A request enters the queue, unless it would overtake another one to its line.
      const { write, address, tag, line } = request.payload;
      const place = map.split(address);
      const arrives = fires(request);
      const { full, conflicts, slot: arriving } = queue;
      request.ready.drive(full.or(conflicts.orR()).not().and(write.not().or(responses.room.write)));
      connect(queue.arrives, {
        enable: arrives,
        write,
        banks: constant(1, bankCount(organisation)).shl(bankIndex(place)),
        row: place.row,
        column: place.column,
        open: banks.query.open,
        hit: banks.query.hit,
      });
      banks.query.bank.drive(bankIndex(place));
      banks.query.row.drive(place.row);
      tags.write({ addr: arriving, data: tag, enable: arrives });
      lines.write({ addr: arriving, data: line, enable: arrives.and(write) });
      if (map.addressBits < ADDRESS_BITS) {
        const beyond = address.slice(ADDRESS_BITS - 1, map.addressBits);
        assert(arrives.not().or(beyond.eq(0)), "the address of a request lies beyond the memory", {
          address,
        });
      }

      // The scheduler decides on a command, and all hear of it.
      const { valid, write: writes, rows, columns, slots } = queue.entries;
      const { command, entry } = scheduler;
      const row = rows.lane(entry);
      for (const { issued } of [queue, timing, banks])
        connect(issued, { command, banks: scheduler.banks, row });
      connect(scheduler.entries, queue.entries);
      connect(scheduler.allowed, timing.allowed);
      connect(scheduler.refresh, { due: refresh.due, anyOpen: banks.anyOpen });
      scheduler.room.drive(responses.room.read);
      scheduler.writing.drive(drain.writing);
      refresh.done.drive(command.is("REF"));
      queue.leaves.drive(scheduler.leaves);
      drain.arrives.drive(arrives.and(write));
      drain.leaves.drive(command.is("WR"));
      drain.readWaits.drive(valid.and(writes.not()).orR());
      drain.wanted.drive(request.valid.and(conflicts.and(writes).orR()));

      // It stands at the pins one cycle later.
      const { serving: slot } = wires({ serving: u(slotBits) });
      slot.drive(slots.lane(entry));
      const bank = encode(scheduler.banks, bankIndexBits(organisation));
      const out = regs({
        select: u(1).init(0),
        command: Command.type.init(Command.values.NOP),
        bank: u(bank.width),
        row: u(row.width),
        column: organisation.columnBits,
        line: LINE_BITS,
      });
      const active = command.ne(Command.values.NOP);
      out.select.next = active;
      out.command.next = command;
      when(active, () => {
        out.bank.next = bank;
        out.row.next = row;
        out.column.next = columns.lane(entry);
      });
      when(command.is("WR"), () => {
        out.line.next = lines.peek(slot).as(LINE_BITS);
      });
      pins.select.drive(out.select);
      pins.command.drive(out.command);
      pins.bankGroup.drive(out.bank.slice(bank.width - 1, Math.log2(organisation.banksPerGroup)));
      pins.bank.drive(out.bank.slice(Math.log2(organisation.banksPerGroup) - 1, 0));
      pins.row.drive(out.row);
      pins.column.drive(out.column);
      pins.writeLine.drive(out.line);

      connect(responses.read, { enable: command.is("RD"), tag: tags.peek(slot) });
      connect(responses.write, { enable: arrives.and(write), tag });
      connect(responses.data, { valid: pins.readValid, line: pins.readLine });
      connect(response, responses.response);
    },
  );
};
