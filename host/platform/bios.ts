import { type AlgorithmName, algorithm } from "../../rtl/config/algorithms.ts";
import { cpuid } from "../../rtl/config/cpuid.ts";
import type { Platform } from "../../rtl/config/platform.ts";
import { fieldBits } from "../../rtl/config/register-map.ts";
import type { FieldName, RegisterName } from "../../rtl/config/registers.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import { UserError } from "../user-error.ts";
import type { ConfigInterface } from "./config-ports.ts";

/** What the BIOS sets up, before any other software runs (Intel 336907, 5.1). */
export interface BootPlan {
  readonly mode: "off" | "tme" | "mktme";
  readonly algorithm: AlgorithmName;
  /** Bits of the address for keyIDs; 0 in mode tme. */
  readonly keyIdBits: number;
  /** KeyID 0 is left in plaintext. */
  readonly bypass?: boolean;
  /** Leaves a range out of the encryption of keyID 0. */
  readonly exclude?: { readonly base: bigint; readonly mask: bigint };
}

/** Cores on which MK_TME_CORE_ACTIVATE is written: the model has one port for all. */
const CORE_ACTIVATE = 0n;

/**
 * Enumerates memory encryption, writes the exclusion range, activates and locks TME, and synchronises the cores. In mode
 * off it locks TME disabled.
 */
export function* boot(config: ConfigInterface, platform: Platform, plan: BootPlan): Task<void> {
  const { ecx } = cpuid(platform, 0x07, 0);
  if ((ecx & (1 << 13)) === 0) throw new UserError("the platform has no TME; accepted: mode off");
  const field = <R extends RegisterName>(register: R, name: FieldName<R>, value: bigint): bigint =>
    value << BigInt(fieldBits(register, name, platform)[1]);

  if (plan.exclude) {
    const { base, mask } = plan.exclude;
    yield* config.wrmsr("IA32_TME_EXCLUDE_BASE", base);
    yield* config.wrmsr("IA32_TME_EXCLUDE_MASK", mask | field("IA32_TME_EXCLUDE_MASK", "ENABLE", 1n));
  }
  const enable = plan.mode === "off" ? 0n : 1n;
  const { index } = algorithm(plan.algorithm);
  const isMultiKey = plan.mode === "mktme";
  const activation =
    field("IA32_TME_ACTIVATE", "HARDWARE_ENCRYPTION_ENABLE", enable) |
    // Checked even where TME stays off: a policy that is not supported is a #GP.
    field("IA32_TME_ACTIVATE", "TME_POLICY", BigInt(index)) |
    field("IA32_TME_ACTIVATE", "TME_ENCRYPTION_BYPASS_ENABLE", plan.bypass ? 1n : 0n) |
    field("IA32_TME_ACTIVATE", "MK_TME_KEYID_BITS", isMultiKey ? BigInt(plan.keyIdBits) : 0n) |
    // The bits of the algorithms stand in the order of their indices.
    field("IA32_TME_ACTIVATE", "MK_TME_ALGORITHM_AES_XTS_128", isMultiKey ? 1n << BigInt(index) : 0n);
  yield* config.wrmsr("IA32_TME_ACTIVATE", activation);
  const now = yield* config.rdmsr("IA32_TME_ACTIVATE");
  if ((now & 1n) === 0n) throw new UserError("TME could not be activated: no entropy for its key");
  if (isMultiKey) yield* config.wrmsr("MK_TME_CORE_ACTIVATE", CORE_ACTIVATE);
}
