import { type Bits, constant } from "../../sim/hdl/index.ts";
import { fieldsOf } from "./fields.ts";
import type { Platform } from "./platform.ts";
import type { Register } from "./register-map.ts";
import { policies, type RegisterName } from "./registers.ts";

/** 1 where a WRMSR of `data` to the register faults; `locked` is the lock of IA32_TME_ACTIVATE. */
export function refusesWrite(
  register: Register,
  data: Bits<64>,
  locked: Bits<1>,
  platform: Platform,
): Bits<1> {
  if (register.access === "read-only") return constant(1, 1);
  const bad = data
    .and(register.reserved)
    .orR()
    .or(refusesValue(register.name, data, platform));
  if (register.locked === undefined) return bad;
  return register.locked === "fault" ? bad.or(locked) : bad.and(locked.not());
}

function refusesValue(name: RegisterName, data: Bits<64>, platform: Platform): Bits<1> {
  if (name === "IA32_TME_ACTIVATE") return refusesActivate(data, platform);
  if (name === "IA32_TME_EXCLUDE_MASK") return refusesExcludeMask(data, platform);
  return name === "MK_TME_CORE_ACTIVATE" ? data.orR() : constant(0, 1);
}

/** 1 where `IA32_TME_ACTIVATE` refuses a value for its meaning (Intel 336907 rev 1.3, table 4-3). */
function refusesActivate(data: Bits<64>, platform: Platform): Bits<1> {
  const {
    HARDWARE_ENCRYPTION_ENABLE: enable,
    TME_POLICY: policy,
    MK_TME_KEYID_BITS: keyIdBits,
    TDX_RESERVED_KEYID_BITS: tdxKeyIdBits,
  } = fieldsOf("IA32_TME_ACTIVATE", data, platform);
  const unsupported = anyOf(policies(platform).map((index) => policy.eq(index))).not();
  const tooMany = constant(platform.maxKeyIdBits, 4).lt(keyIdBits.as(4));
  const withoutTme = keyIdBits.ne(0).and(enable.eq(0));
  return anyOf([unsupported, tooMany, withoutTme, keyIdBits.lt(tdxKeyIdBits)]);
}

/** 1 where the mask has a gap: below the first 0 from bit MAXPHYADDR-1 downwards all must be 0. */
function refusesExcludeMask(data: Bits<64>, platform: Platform): Bits<1> {
  const ignored = fieldsOf("IA32_TME_EXCLUDE_MASK", data, platform).TMEEMASK.not();
  return ignored.and(ignored.add(1)).ne(0);
}

/** 1 where one of the bits is; 0 where there is none. */
export const anyOf = (bits: readonly Bits<1>[]): Bits<1> =>
  bits.reduce((any, bit) => any.or(bit), constant(0, 1));
