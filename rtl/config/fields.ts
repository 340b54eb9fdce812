import type { Bits } from "../../sim/hdl/index.ts";
import type { Platform } from "./platform.ts";
import { fieldBits } from "./register-map.ts";
import { type FieldName, REGISTERS, type RegisterName } from "./registers.ts";

/** The fields of a register's value, by name. A field that the platform does not have reads its reserved bits: 0. */
export function fieldsOf<R extends RegisterName>(
  register: R,
  value: Bits<64>,
  platform: Platform,
): { readonly [F in FieldName<R>]: Bits } {
  const names = Object.keys(REGISTERS[register].fields) as FieldName<R>[];
  const slices = names.map((name) => [name, value.slice(...fieldBits(register, name, platform))]);
  return Object.fromEntries(slices) as { readonly [F in FieldName<R>]: Bits };
}
