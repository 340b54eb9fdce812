import { type Bits, constant, type EnumBits, enumeration, flip, mux, stream } from "../../sim/hdl/index.ts";
import type { Platform } from "./platform.ts";
import { REGISTER_NAMES, registerMap } from "./register-map.ts";
import { REGISTERS, type RegisterName } from "./registers.ts";
import { anyOf, refusesWrite } from "./write-rules.ts";

/** The registers by their addresses. */
const Msr = enumeration(
  "Msr",
  32,
  Object.fromEntries(REGISTER_NAMES.map((name) => [name, REGISTERS[name].address])) as Record<
    RegisterName,
    number
  >,
);

/** RDMSR and WRMSR. The access is taken together with its result, in which `fault` is #GP; `data` is 0 unless read. */
export const msrPort = {
  access: flip(stream({ write: 1, address: Msr, data: 64 })),
  result: stream({ data: 64, fault: 1 }),
};

interface MsrAccess {
  readonly write: Bits<1>;
  readonly address: EnumBits<RegisterName, 32>;
  readonly data: Bits<64>;
}

/** What an access comes to, combinational. */
export interface Decoded {
  /** It faults. */
  readonly fault: Bits<1>;
  /** What is read; 0 for a write and for a fault. */
  readonly value: Bits<64>;
  /** 1 where it is a write of the register that takes effect. */
  stores(register: RegisterName): Bits<1>;
}

/** `values` are those of the registers, `locked` is the lock of IA32_TME_ACTIVATE. */
export function decode(
  { write, address, data }: MsrAccess,
  locked: Bits<1>,
  values: Readonly<Record<RegisterName, Bits<64>>>,
  platform: Platform,
): Decoded {
  const accesses = registerMap(platform).map((register) => {
    const hit = address.is(register.name);
    const refusesRead = constant(register.access === "write-only", 1);
    return {
      legal: hit.and(mux(write, refusesWrite(register, data, locked, platform), refusesRead).not()),
      ignored: hit.and(locked.and(register.locked === "ignore")),
      value: mux(hit.and(write.not()), values[register.name], 0),
    };
  });
  const legal = anyOf(accesses.map((access) => access.legal));
  const takesEffect = legal.and(write).and(anyOf(accesses.map(({ ignored }) => ignored)).not());
  return {
    fault: legal.not(),
    value: accesses.reduce<Bits<64>>((all, access) => all.or(access.value), constant(0, 64)),
    stores: (register) => takesEffect.and(address.is(register)),
  };
}
