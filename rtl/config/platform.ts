import { refuse } from "../../sim/hdl/index.ts";
import { ALGORITHMS, type AlgorithmName, algorithm } from "./algorithms.ts";

/**
 * What a part can do, and which of the texts it follows where they differ: 336907 is Intel's Memory Encryption
 * Technologies Specification, SDM the Software Developer's Manual.
 */
export interface Platform {
  /** CPUID.(07H,0):ECX[13]: the TME registers exist. */
  readonly tme: boolean;
  /** MAXPHYADDR, 36 to 52. */
  readonly physicalBits: number;
  /** What the engine can do; one or more. */
  readonly algorithms: readonly AlgorithmName[];
  /** MK_TME_MAX_KEYID_BITS, 0 to 15; 0: no MKTME. */
  readonly maxKeyIdBits: number;
  /** MK_TME_MAX_KEYS: keyIDs with keys of their own, at most 2^maxKeyIdBits - 1. */
  readonly maxKeys: number;
  /** KeyID 0 may go unencrypted. */
  readonly bypass: boolean;
  /** The TME key can be saved for standby. */
  readonly saveKey: boolean;
  /** IA32_TME_CLEAR_SAVED_KEY exists; not in rev 1.3. */
  readonly clearSavedKey: boolean;
  /** IA32_TME_ACTIVATE[8] is SGX_TEM_ENABLE, as in the headers of the TDX module; reserved in 336907. */
  readonly sgxTme: boolean;
  /**
   * Revision of 336907. Before 1.5 IA32_TME_ACTIVATE[39:36] and all of integrity are reserved; from 1.6 on keyID 0
   * cannot have integrity.
   */
  readonly rev: "1.3" | "1.5" | "1.6";
  /** Checks of PCONFIG: those of 336907 rev 1.3, most of which return a code, or those of the SDM, which fault. */
  readonly pconfigRev: "1.3" | "sdm";
  /** WRMSR to IA32_TME_ACTIVATE after the lock: 336907 rev 1.3, table 4-3 says #GP, the SDM says ignored. */
  readonly lockedActivate: "fault" | "ignore";
  /** WRMSR to the exclusion range after the lock. */
  readonly lockedExclude: "fault" | "ignore";
}

const DEFAULTS: Platform = {
  tme: true,
  physicalBits: 52,
  algorithms: ["aes-xts-128", "aes-xts-256"],
  maxKeyIdBits: 6,
  maxKeys: 63,
  bypass: true,
  saveKey: true,
  clearSavedKey: true,
  sgxTme: false,
  rev: "1.6",
  pconfigRev: "sdm",
  lockedActivate: "ignore",
  lockedExclude: "fault",
};

/** The platform with defaults for what is not given. @throws DesignError OPTION for one that cannot be. */
export function platformOf(options: Partial<Platform> = {}): Platform {
  const given: Platform = { ...DEFAULTS, ...options };
  const { maxKeyIdBits, rev } = given;
  const isWhole = (value: number, min: number, max: number) =>
    Number.isInteger(value) && value >= min && value <= max;
  const demand = (isMet: boolean, name: keyof Platform, accepted: string) => {
    if (!isMet) refuse(name, given[name], accepted);
  };
  const names: readonly string[] = ALGORITHMS.map(({ name }) => name);
  const unknown = given.algorithms.some((name) => !names.includes(name));
  demand(isWhole(given.physicalBits, 36, 52), "physicalBits", "36 to 52");
  demand(!unknown && given.algorithms.length > 0, "algorithms", `one or more of ${names.join(", ")}`);
  const hasIntegrity = given.algorithms.some((name) => algorithm(name).integrity);
  demand(!(hasIntegrity && rev === "1.3"), "algorithms", "no integrity with rev 1.3");
  demand(isWhole(maxKeyIdBits, 0, 15), "maxKeyIdBits", "0 to 15");
  demand(given.tme || maxKeyIdBits === 0, "maxKeyIdBits", "0 without tme");
  const keys = 2 ** maxKeyIdBits - 1;
  const fewest = Math.min(1, keys);
  demand(
    isWhole(given.maxKeys, fewest, keys),
    "maxKeys",
    `${fewest} to ${keys} with maxKeyIdBits ${maxKeyIdBits}`,
  );
  demand(!(given.clearSavedKey && rev === "1.3"), "clearSavedKey", "false with rev 1.3");
  demand(!(given.clearSavedKey && !given.saveKey), "clearSavedKey", "false without saveKey");
  return given;
}
