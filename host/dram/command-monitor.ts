import { Command, type CommandName } from "../../rtl/dram/command.ts";
import type { dramPins } from "../../rtl/dram/controller.ts";
import type { DomainRef } from "../../sim/bench/clocks.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { StreamMonitor } from "../../sim/bench/stream-monitor.ts";
import type { Outside } from "../../sim/hdl/index.ts";
import { littleEndian } from "../little-endian.ts";

/** The pins of a controller, from outside. */
export type DramPins = Outside<ReturnType<typeof dramPins>>;

/** A command as it stood at the pins. */
export interface SeenCommand {
  readonly command: CommandName;
  /** Active edge of the memory clock at which the device took it, counted from 1. */
  readonly cycle: number;
  readonly bankGroup: number;
  readonly bank: number;
  readonly row: number;
  readonly column: number;
  /** The line that a WR writes. */
  readonly line: Uint8Array;
}

const NAMES = Object.keys(Command.values) as readonly CommandName[];

/** Whoever looks at the command pins. */
export interface CommandWatcher {
  /** A command, at its edge. */
  take(command: SeenCommand): void;
  /** An edge in reset: banks are closed, and what was on its way is gone. */
  reset?(): void;
}

/** Tells of every command at the pins, and of resets. Nothing is read in the cycles between. */
export function watchCommands(
  sim: Simulation<unknown>,
  pins: DramPins,
  watcher: CommandWatcher,
  domain?: DomainRef,
): void {
  const { select, command, bankGroup, bank, row, column, writeLine } = pins;
  const payload = { command, bankGroup, bank, row, column, writeLine };
  // The device takes every command in the cycle in which it is selected.
  const stream = { valid: select, ready: select, payload };
  new StreamMonitor<typeof payload, "bytes">(sim, stream, {
    as: "bytes",
    name: "dram",
    ...(watcher.reset && { reset: () => watcher.reset?.() }),
    ...(domain === undefined ? {} : { domain }),
    each: ({ payload: seen, cycle }) => {
      watcher.take({
        command: NAMES[seen.command[0]],
        cycle,
        bankGroup: littleEndian(seen.bankGroup),
        bank: littleEndian(seen.bank),
        row: littleEndian(seen.row),
        column: littleEndian(seen.column),
        // Unknown until the first WR.
        get line() {
          return seen.writeLine;
        },
      });
    },
  });
}
