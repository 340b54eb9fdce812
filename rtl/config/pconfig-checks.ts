import {
  type Bits,
  constant,
  type Flip,
  type Inside,
  mux,
  type PayloadHandles,
  u,
} from "../../sim/hdl/index.ts";
import { ALGORITHMS } from "./algorithms.ts";
import type { activationPort } from "./engine-config.ts";
import { CHECKS, Command, type Condition, Fault, KEY_PROGRAM_LEAF, Status } from "./pconfig-table.ts";
import type { Platform } from "./platform.ts";
import { anyOf } from "./write-rules.ts";

/** One execution of PCONFIG: the processor's state, and the structure that it has read, field by field. */
export const pconfigCommand = {
  /** EAX. */
  leaf: 32,
  /** Current privilege level. */
  cpl: 2,
  /** In SEAM mode, where keyIDs of TDX may be programmed. */
  seam: 1,
  /** RBX[7:0]. */
  addressLow: 8,
  /** The structure could be read; without it its fields mean nothing. */
  readable: 1,
  keyId: 16,
  control: 32,
  reserved: 464,
  keyField1: u(512).secret(),
  keyField2: u(512).secret(),
} as const;

/** In RAX and ZF, or an exception; `code` and `zf` are 0 with one. */
export const pconfigResult = { code: Status, zf: 1, fault: Fault } as const;

type CommandHandles = PayloadHandles<typeof pconfigCommand>;

type Activation = Inside<Flip<typeof activationPort>>;

/** The parts of KEYID_CTRL. */
export const controlParts = (control: Bits<32>) => ({
  command: control.at("7:0"),
  algorithms: control.at("23:8"),
  reserved: control.at("31:24"),
});

export interface Verdict {
  readonly failed: Bits<1>;
  readonly fault: Bits<2>;
  readonly code: Bits<4>;
}

/** The first check that decides, in the order of the platform's text. Combinational. */
export function firstFailure(command: CommandHandles, activation: Activation, platform: Platform): Verdict {
  const conditions = conditionsOf(command, activation, platform);
  const checks = CHECKS[platform.pconfigRev];
  return {
    failed: anyOf(checks.map(({ condition }) => conditions[condition])),
    fault: firstOf(2, (outcome) => (outcome in Fault.values ? Fault.values[outcome as "gp"] : 0)),
    code: firstOf(4, (outcome) => (outcome in Status.values ? Status.values[outcome as "DEVICE_BUSY"] : 0)),
  };

  function firstOf<W extends number>(width: W, value: (outcome: string) => number): Bits<W> {
    return checks.reduceRight<Bits<W>>(
      (later, { condition, outcome }) => mux(conditions[condition], value(outcome), later),
      constant(0, width),
    );
  }
}

function conditionsOf(
  command: CommandHandles,
  { active, keyIdBits, tdxKeyIdBits, algorithms: offered }: Activation,
  { maxKeyIdBits, maxKeys }: Platform,
): Readonly<Record<Condition, Bits<1>>> {
  const { command: code, algorithms, reserved } = controlParts(command.control);
  const { keyId } = command;
  const mktmeBits = keyIdBits.sub(tdxKeyIdBits);
  const isOneBit = algorithms.and(algorithms.sub(1)).eq(0).and(algorithms.ne(0));
  const isKeyIdBeyond = keyId.shr(keyIdBits).ne(0).or(constant(maxKeys, 16).lt(keyId));
  return {
    "not available": command.cpl.ne(0).or(maxKeyIdBits === 0),
    "unknown leaf": command.leaf.ne(KEY_PROGRAM_LEAF),
    "not active": active.and(keyIdBits.ne(0)).not(),
    misaligned: command.addressLow.ne(0),
    unreadable: command.readable.not(),
    "reserved bytes": command.reserved.ne(0),
    "reserved control bits": reserved.ne(0),
    "bytes above the key": anyOf(
      ALGORITHMS.map(({ index, keyBytes }) => {
        const above = (field: Bits<512>) => field.slice(511, 8 * keyBytes).orR();
        return algorithms.bit(index).and(above(command.keyField1).or(above(command.keyField2)));
      }),
    ),
    "unknown command": anyOf(Object.values(Command.values).map((known) => code.eq(known))).not(),
    "keyID out of range": keyId.eq(0).or(isKeyIdBeyond),
    "keyID of TDX": command.seam.not().and(keyId.shr(mktmeBits).ne(0)),
    "algorithm not offered": isOneBit.and(algorithms.and(offered).ne(0)).not(),
  };
}
