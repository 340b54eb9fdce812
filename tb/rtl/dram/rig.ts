import { checkDram } from "../../../host/dram/checker.ts";
import { type SeenCommand, watchCommands } from "../../../host/dram/command-monitor.ts";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { AddressMap, type DramPlace } from "../../../rtl/dram/address.ts";
import { type ControllerOptions, DramController } from "../../../rtl/dram/controller.ts";
import {
  type Pattern,
  type SimulateOptions,
  StreamDriver,
  StreamSink,
  simulate,
} from "../../../sim/bench/index.ts";
import { fires } from "../../../sim/hdl/index.ts";

export interface Request {
  readonly write: boolean;
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
  /** In which cycles responses are taken. */
  readonly sink?: Pattern;
  /** In which cycles a new request may be offered. */
  readonly source?: Pattern;
}

const ZERO = new Uint8Array(64);
void fires;

/** A controller with its device, and the checker at its pins. */
export function rig({ simulation, sink, source, ...options }: RigOptions) {
  const sim = simulate(DramController(options), simulation);
  const { request, response, pins } = sim.dut;
  const device = new MemoryDevice(sim, pins, options);
  checkDram(sim, pins, options.device);
  const commands: SeenCommand[] = [];
  watchCommands(sim, pins, (seen) => commands.push(seen));
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
    responses,
    driver,
    send: ({ write, address, tag = 0, line = ZERO }: Request) => driver.send({ write, address, tag, line }),
    address: (place: Partial<DramPlace>) =>
      map.addressOf({ bankGroup: 0, bank: 0, row: 0, column: 0, ...place }),
  };
}
