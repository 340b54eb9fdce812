import { enumeration } from "../../sim/hdl/index.ts";
import type { Platform } from "./platform.ts";

/** A field of MKTME_KEY_PROGRAM_STRUCT: byte offset and length; values are little-endian. */
interface StructureRow {
  readonly offset: number;
  readonly bytes: number;
  readonly secret: boolean;
}

/** MKTME_KEY_PROGRAM_STRUCT: 192 bytes at an address that is a multiple of 256 (Intel 336907 rev 1.3, 4.4). */
export const STRUCTURE = {
  keyId: { offset: 0, bytes: 2, secret: false },
  /** Command in [7:0], ENC_ALG in [23:8] with one bit an algorithm, reserved above. */
  control: { offset: 2, bytes: 4, secret: false },
  reserved: { offset: 6, bytes: 58, secret: false },
  /** The data key, or what is mixed into it. */
  keyField1: { offset: 64, bytes: 64, secret: true },
  /** The tweak key, or what is mixed into it. */
  keyField2: { offset: 128, bytes: 64, secret: true },
} as const satisfies Readonly<Record<string, StructureRow>>;

export const STRUCTURE_BYTES = 192;

/** The leaf of MKTME_KEY_PROGRAM, in EAX. */
export const KEY_PROGRAM_LEAF = 0;

export const Command = enumeration("Command", 8, {
  KEYID_SET_KEY_DIRECT: 0,
  KEYID_SET_KEY_RANDOM: 1,
  KEYID_CLEAR_KEY: 2,
  KEYID_NO_ENCRYPT: 3,
});

/** What PCONFIG leaves in RAX. */
export const Status = enumeration("Status", 4, {
  PROG_SUCCESS: 0,
  INVALID_PROG_CMD: 1,
  ENTROPY_ERROR: 2,
  INVALID_KEYID: 3,
  INVALID_CRYPTO_ALG: 4,
  DEVICE_BUSY: 5,
});
export type StatusName = keyof typeof Status.values;

/** The exception in place of a result: #UD, #GP(0), #PF. */
export const Fault = enumeration("Fault", 2, { none: 0, ud: 1, gp: 2, pf: 3 });
export type FaultName = keyof typeof Fault.values;

/** What can be wrong with a PCONFIG before it touches the key table. */
export type Condition =
  | "not available"
  | "unknown leaf"
  | "not active"
  | "misaligned"
  | "unreadable"
  | "reserved bytes"
  | "reserved control bits"
  | "bytes above the key"
  | "unknown command"
  | "keyID out of range"
  | "keyID of TDX"
  | "algorithm not offered";

interface Check {
  readonly condition: Condition;
  readonly outcome: Exclude<FaultName, "none"> | StatusName;
}

/**
 * The checks in the order in which they decide. After them the key table's lock is taken (DEVICE_BUSY), then entropy
 * where it is needed (ENTROPY_ERROR).
 */
export const CHECKS: Readonly<Record<Platform["pconfigRev"], readonly Check[]>> = {
  "1.3": [
    { condition: "not available", outcome: "ud" },
    { condition: "unknown leaf", outcome: "gp" },
    { condition: "not active", outcome: "gp" },
    { condition: "misaligned", outcome: "gp" },
    { condition: "unreadable", outcome: "pf" },
    { condition: "reserved bytes", outcome: "gp" },
    { condition: "reserved control bits", outcome: "gp" },
    { condition: "bytes above the key", outcome: "gp" },
    { condition: "unknown command", outcome: "INVALID_PROG_CMD" },
    { condition: "keyID out of range", outcome: "INVALID_KEYID" },
    { condition: "algorithm not offered", outcome: "INVALID_CRYPTO_ALG" },
  ],
  // Bytes 6 to 63 and those above the key are ignored.
  sdm: [
    { condition: "not available", outcome: "ud" },
    { condition: "unknown leaf", outcome: "gp" },
    { condition: "not active", outcome: "gp" },
    { condition: "misaligned", outcome: "gp" },
    { condition: "unreadable", outcome: "pf" },
    { condition: "reserved control bits", outcome: "gp" },
    { condition: "unknown command", outcome: "gp" },
    { condition: "keyID out of range", outcome: "gp" },
    { condition: "keyID of TDX", outcome: "gp" },
    { condition: "algorithm not offered", outcome: "gp" },
  ],
};
