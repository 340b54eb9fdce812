import type { ConfigBlock } from "../../rtl/config/config-block.ts";
import {
  Command,
  Fault,
  type FaultName,
  KEY_PROGRAM_LEAF,
  Status,
  type StatusName,
} from "../../rtl/config/pconfig-table.ts";
import { REGISTERS, type RegisterName } from "../../rtl/config/registers.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import type { Outside } from "../../sim/hdl/index.ts";

/** The ports through which software configures the engine. */
export type ConfigPorts = Pick<Outside<ReturnType<typeof ConfigBlock>["shape"]>, "msr" | "pconfig">;

/** Cycles of the configuration clock in which an instruction must have ended; an update drains the engine first. */
const LIMIT = 20_000;
const BYTES_OF_FIELD = 64;

/** A #GP that software did not expect. */
export class GeneralProtection extends Error {
  override readonly name = "GeneralProtection";
}

export type CommandName = keyof typeof Command.values;

/** What PCONFIG is asked for. */
export interface KeyProgram {
  readonly keyId: number;
  readonly command: CommandName;
  /** Bits of ENC_ALG. */
  readonly algorithms: number;
  /** At most 64 bytes each; what is missing is zero. */
  readonly field1?: Uint8Array;
  readonly field2?: Uint8Array;
}

export interface PconfigResult {
  readonly fault: FaultName;
  readonly status: StatusName;
}

/** RDMSR, WRMSR and PCONFIG, as the instructions of a core: one at a time, each until its result is there. */
export class ConfigInterface {
  private readonly bench: Bench<unknown>;
  private readonly ports: ConfigPorts;

  /** `bench` is in the configuration's clock domain. */
  constructor(bench: Bench<unknown>, ports: ConfigPorts) {
    this.bench = bench;
    this.ports = ports;
    bench.drive(ports.msr.access.valid, 0);
    bench.drive(ports.msr.result.ready, 1);
    bench.drive(ports.pconfig.command.valid, 0);
    bench.drive(ports.pconfig.result.ready, 1);
  }

  /** @throws GeneralProtection */
  *rdmsr(name: RegisterName): Task<bigint> {
    return yield* this.access(name, 0, 0n);
  }

  /** @throws GeneralProtection */
  *wrmsr(name: RegisterName, value: bigint): Task<void> {
    yield* this.access(name, 1, value);
  }

  *pconfig({ keyId, command, algorithms, field1, field2 }: KeyProgram): Task<PconfigResult> {
    const { bench } = this;
    const { command: port, result } = this.ports.pconfig;
    const values = {
      leaf: KEY_PROGRAM_LEAF,
      cpl: 0,
      seam: 0,
      addressLow: 0,
      readable: 1,
      keyId,
      control: Command.values[command] | (algorithms << 8),
      reserved: 0,
      keyField1: padded(field1),
      keyField2: padded(field2),
    };
    for (const [field, value] of Object.entries(values)) {
      bench.drive(port.payload[field as keyof typeof values], value);
    }
    bench.drive(port.valid, 1);
    const seen = yield* bench.until(
      { valid: result.valid, ...result.payload },
      ({ valid }) => valid === 1n,
      LIMIT,
    );
    bench.drive(port.valid, 0);
    bench.drive(port.payload.keyField1, 0);
    bench.drive(port.payload.keyField2, 0);
    return { fault: nameOf(Fault.values, seen.fault), status: nameOf(Status.values, seen.code) };
  }

  private *access(name: RegisterName, write: 0 | 1, data: bigint): Task<bigint> {
    const { bench } = this;
    const { access, result } = this.ports.msr;
    bench.drive(access.payload.write, write);
    bench.drive(access.payload.address, REGISTERS[name].address);
    bench.drive(access.payload.data, data);
    bench.drive(access.valid, 1);
    const seen = yield* bench.until(
      { valid: result.valid, ...result.payload },
      ({ valid }) => valid === 1n,
      LIMIT,
    );
    bench.drive(access.valid, 0);
    if (seen.fault === 1n) throw new GeneralProtection(`#GP on ${write ? "WRMSR" : "RDMSR"} of ${name}`);
    return seen.data;
  }
}

function padded(bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const field = new Uint8Array(BYTES_OF_FIELD);
  field.set(bytes);
  return field;
}

function nameOf<N extends string>(values: Readonly<Record<N, number>>, value: bigint): N {
  const found = Object.entries<number>(values).find(([, number]) => BigInt(number) === value);
  if (!found) throw new Error(`no name for ${value}`);
  return found[0] as N;
}
