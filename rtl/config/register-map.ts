import type { Platform } from "./platform.ts";
import { type Access, type FieldName, REGISTERS, type RegisterName, registerRow } from "./registers.ts";

/** A field as a given platform has it. */
export interface Field {
  readonly name: string;
  readonly high: number;
  readonly low: number;
  readonly access: Access;
  readonly meaning: string;
  readonly source: string;
  readonly reset: bigint;
}

/** A register as a given platform has it. */
export interface Register {
  readonly name: RegisterName;
  readonly address: number;
  readonly title: string;
  readonly access: Access;
  /** What a WRMSR does after the lock, if that makes a difference. */
  readonly locked: "fault" | "ignore" | undefined;
  readonly writeRule: string;
  readonly fields: readonly Field[];
  /** The 64-bit value after reset. */
  readonly reset: bigint;
  /** Bits in no field: they read 0, and a WRMSR that sets one faults. */
  readonly reserved: bigint;
}

export const REGISTER_NAMES = Object.keys(REGISTERS) as readonly RegisterName[];

/** The registers that the platform enumerates; an access to any other address faults. */
export const registerMap = (platform: Platform): Register[] =>
  REGISTER_NAMES.filter((name) => registerRow(name).exists(platform)).map((name) => resolve(name, platform));

/** High and low bit of a field, whether the platform has it or not. */
export function fieldBits<R extends RegisterName>(
  register: R,
  field: FieldName<R>,
  platform: Platform,
): readonly [high: number, low: number] {
  const { bits } = registerRow(register).fields[field];
  return typeof bits === "function" ? bits(platform) : bits;
}

/** Ones in the bits of a field. */
export function fieldMask<R extends RegisterName>(
  register: R,
  field: FieldName<R>,
  platform: Platform,
): bigint {
  const [high, low] = fieldBits(register, field, platform);
  return ones(high, low);
}

/** The value after reset: for good in a register that is read-only. */
export const resetOf = (register: RegisterName, platform: Platform): bigint =>
  resolve(register, platform).reset;

function resolve(name: RegisterName, platform: Platform): Register {
  const { address, title, access, locked, writeRule, fields: rows } = registerRow(name);
  const fields = Object.entries(rows)
    .filter(([, { exists }]) => exists?.(platform) ?? true)
    .map(([field, { access, meaning, source, reset }]): Field => {
      const [high, low] = fieldBits(name, field as FieldName<typeof name>, platform);
      return { name: field, high, low, access, meaning, source, reset: BigInt(reset?.(platform) ?? 0) };
    });
  const used = fields.reduce((mask, { high, low }) => mask | ones(high, low), 0n);
  return {
    name,
    address,
    title,
    access,
    locked: locked?.(platform),
    writeRule,
    fields,
    reset: fields.reduce((value, { reset, low }) => value | (reset << BigInt(low)), 0n),
    reserved: ones(63, 0) ^ used,
  };
}

const ones = (high: number, low: number): bigint => (2n ** BigInt(high - low + 1) - 1n) << BigInt(low);
