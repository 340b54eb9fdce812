import { checkDram } from "../../../host/dram/checker.ts";
import { type SeenCommand, watchCommands } from "../../../host/dram/command-monitor.ts";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { AddressMap, type DramPlace } from "../../../rtl/dram/address.ts";
import { type ControllerOptions, DramController } from "../../../rtl/dram/controller.ts";
import type { DramDevice } from "../../../rtl/dram/timing.ts";
import {
  type Bench,
  type Pattern,
  type SimulateOptions,
  StreamDriver,
  StreamMonitor,
  StreamSink,
  simulate,
  type Task,
} from "../../../sim/bench/index.ts";

export interface Request {
  readonly write?: boolean;
  readonly address: number;
  readonly tag?: number;
  readonly line?: Uint8Array;
}

export interface Response {
  readonly write: boolean;
  readonly tag: number;
  readonly line: Uint8Array;
  /** Edge at which it was taken. */
  readonly cycle: number;
}

export interface RigOptions extends ControllerOptions {
  readonly simulation?: SimulateOptions;
  /** In which cycles a new request may be offered. */
  readonly source?: Pattern;
  /** In which cycles responses are taken. */
  readonly sink?: Pattern;
  /** What the checker holds the pins to; the controller's device unless given. */
  readonly rules?: DramDevice;
}

const ZERO = new Uint8Array(64);

/** A controller with its device, and the checker at its pins. */
export function rig({ simulation, sink, source, rules, ...options }: RigOptions) {
  const sim = simulate(DramController(options), simulation);
  const { request, response, pins } = sim.dut;
  const device = new MemoryDevice(sim, pins, options);
  checkDram(sim, pins, rules ?? options.device);
  const commands: SeenCommand[] = [];
  watchCommands(sim, pins, { take: (seen) => commands.push(seen) });
  /** Edges at which requests were taken. */
  const taken: number[] = [];
  new StreamMonitor(sim, request, { each: ({ cycle }) => taken.push(cycle) });
  const responses: Response[] = [];
  const driver = new StreamDriver(sim, request, { between: "x", ...(source ? { pattern: source } : {}) });
  new StreamSink<typeof response.payload, "bytes">(sim, response, {
    as: "bytes",
    ...(sink ? { pattern: sink } : {}),
    each: ({ payload, cycle }) =>
      responses.push({ write: payload.write[0] === 1, tag: payload.tag[0], line: payload.line, cycle }),
  });
  const map = new AddressMap(options.device.organisation, options.interleave);
  return {
    sim,
    device,
    commands,
    taken,
    responses,
    send: ({ write = false, address, tag = 0, line = ZERO }: Request) =>
      driver.send({ write, address, tag, line }),
    /** Until so many responses have come. */
    *answered(b: Bench<unknown>, count: number): Task {
      while (responses.length < count) yield* b.tick();
    },
    /** The address of a line. */
    at: (place: Partial<DramPlace>) => map.addressOf({ bankGroup: 0, bank: 0, row: 0, column: 0, ...place }),
  };
}

/** The commands of one kind or several. */
export const only = (commands: readonly SeenCommand[], ...kinds: SeenCommand["command"][]) =>
  commands.filter(({ command }) => kinds.includes(command));
