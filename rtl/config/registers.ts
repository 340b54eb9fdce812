import { ALGORITHMS, type AlgorithmName, algorithm } from "./algorithms.ts";
import type { Platform } from "./platform.ts";

/** Software's access: `write-only` registers fault when read, `read-only` ones when written. */
export type Access = "read-write" | "read-only" | "write-only";

interface FieldRow {
  /** High and low bit, both included. */
  readonly bits: readonly [high: number, low: number] | ((platform: Platform) => readonly [number, number]);
  readonly access: Access;
  readonly meaning: string;
  /** Where it is documented. */
  readonly source: string;
  /** Without it the bits are reserved; in all parts unless given. */
  readonly exists?: (platform: Platform) => boolean;
  /** Value at reset, and for good in a register that is read-only; 0 unless given. */
  readonly reset?: (platform: Platform) => number;
}

interface RegisterRow {
  readonly address: number;
  readonly access: Access;
  readonly title: string;
  readonly exists: (platform: Platform) => boolean;
  /** What a WRMSR does after the lock; as before it unless given. */
  readonly locked?: (platform: Platform) => "fault" | "ignore";
  /** What a WRMSR does beyond storing fields that are not reserved. */
  readonly writeRule: string;
  readonly fields: Readonly<Record<string, FieldRow>>;
}

const TME = "336907 rev 1.3";
const TDX_MODULE = "TDX module headers";
const SDM = "SDM vol. 4";
const TDX = "Linux arch/x86/virt/vmx/tdx; counts: model";

const hasTme = ({ tme }: Platform) => tme;
const hasMktme = ({ maxKeyIdBits }: Platform) => maxKeyIdBits > 0;
const supports = (name: AlgorithmName) => (platform: Platform) => platform.algorithms.includes(name);
const enumerates = (name: AlgorithmName, source: string): FieldRow => ({
  bits: [algorithm(name).index, algorithm(name).index],
  access: "read-only",
  meaning: `${name} is supported`,
  source,
  exists: algorithm(name).integrity ? supports(name) : () => true,
  reset: (platform) => Number(supports(name)(platform)),
});
const offers = (name: AlgorithmName, source: string): FieldRow => ({
  bits: [48 + algorithm(name).index, 48 + algorithm(name).index],
  access: "read-write",
  meaning: `PCONFIG may use ${name}`,
  source,
  exists: (platform) => hasMktme(platform) && supports(name)(platform),
});

/**
 * The registers of TME and MKTME, by name: the one table that the hardware, the reference model, the tests, the
 * documentation and the command line read.
 */
export const REGISTERS = {
  IA32_TME_CAPABILITY: {
    address: 0x981,
    access: "read-only",
    title: "What the engine can do",
    exists: hasTme,
    writeRule: "faults",
    fields: {
      AES_XTS_128: enumerates("aes-xts-128", TME),
      AES_XTS_128_INTEGRITY: enumerates("aes-xts-128-integrity", TDX_MODULE),
      AES_XTS_256: enumerates("aes-xts-256", TME),
      AES_XTS_256_INTEGRITY: enumerates("aes-xts-256-integrity", TDX_MODULE),
      TME_CLEAR_SAVED_KEY: {
        bits: [30, 30],
        access: "read-only",
        meaning: "IA32_TME_CLEAR_SAVED_KEY exists",
        source: SDM,
        exists: ({ rev }) => rev !== "1.3",
        reset: ({ clearSavedKey }) => Number(clearSavedKey),
      },
      TME_ENCRYPTION_BYPASS: {
        bits: [31, 31],
        access: "read-only",
        meaning: "keyID 0 may bypass encryption",
        source: TME,
        reset: ({ bypass }) => Number(bypass),
      },
      MK_TME_MAX_KEYID_BITS: {
        bits: [35, 32],
        access: "read-only",
        meaning: "keyID bits at most; 0: no MKTME",
        source: TME,
        reset: ({ maxKeyIdBits }) => maxKeyIdBits,
      },
      MK_TME_MAX_KEYS: {
        bits: [50, 36],
        access: "read-only",
        meaning: "keyIDs with keys of their own, keyID 0 not counted",
        source: TME,
        reset: ({ maxKeys }) => maxKeys,
      },
    },
  },
  IA32_TME_ACTIVATE: {
    address: 0x982,
    access: "read-write",
    title: "Activates and locks",
    exists: hasTme,
    locked: ({ lockedActivate }) => lockedActivate,
    writeRule:
      "faults on an unsupported policy, k > MK_TME_MAX_KEYID_BITS, k > 0 without enable, or p > k; " +
      "locks, unless a TME key is wanted and cannot be had",
    fields: {
      LOCK: {
        bits: [0, 0],
        access: "read-only",
        meaning: "set by a WRMSR that succeeds; locks this register and the exclusion range until reset",
        source: TME,
      },
      HARDWARE_ENCRYPTION_ENABLE: {
        bits: [1, 1],
        access: "read-write",
        meaning: "enables TME, and allows MKTME",
        source: TME,
      },
      KEY_SELECT: {
        bits: [2, 2],
        access: "read-write",
        meaning: "0: a new TME key; 1: the one saved for standby",
        source: TME,
      },
      SAVE_KEY_FOR_STANDBY: {
        bits: [3, 3],
        access: "read-write",
        meaning: "the TME key is saved",
        source: TME,
        exists: ({ saveKey }) => saveKey,
      },
      TME_POLICY: {
        bits: [7, 4],
        access: "read-write",
        meaning: "algorithm of keyID 0, by its bit in IA32_TME_CAPABILITY; from rev 1.6 without integrity",
        source: TME,
      },
      SGX_TEM_ENABLE: {
        bits: [8, 8],
        access: "read-write",
        meaning: "stored only",
        source: TDX_MODULE,
        exists: ({ sgxTme }) => sgxTme,
      },
      TME_ENCRYPTION_BYPASS_ENABLE: {
        bits: [31, 31],
        access: "read-write",
        meaning: "keyID 0 is neither encrypted nor decrypted",
        source: TME,
        exists: ({ bypass }) => bypass,
      },
      MK_TME_KEYID_BITS: {
        bits: [35, 32],
        access: "read-write",
        meaning: "k: address bits that carry the keyID",
        source: TME,
      },
      TDX_RESERVED_KEYID_BITS: {
        bits: [39, 36],
        access: "read-write",
        meaning: "p: of these, from the top, bits that name keyIDs of TDX",
        source: "336907 rev 1.5",
        exists: ({ rev }) => rev !== "1.3",
      },
      MK_TME_ALGORITHM_AES_XTS_128: offers("aes-xts-128", TME),
      MK_TME_ALGORITHM_AES_XTS_128_INTEGRITY: offers("aes-xts-128-integrity", TDX_MODULE),
      MK_TME_ALGORITHM_AES_XTS_256: offers("aes-xts-256", TME),
      MK_TME_ALGORITHM_AES_XTS_256_INTEGRITY: offers("aes-xts-256-integrity", TDX_MODULE),
    },
  },
  IA32_TME_EXCLUDE_MASK: {
    address: 0x983,
    access: "read-write",
    title: "Exclusion range of keyID 0: mask",
    exists: hasTme,
    locked: ({ lockedExclude }) => lockedExclude,
    writeRule: "faults on a mask with a gap below bit MAXPHYADDR-1",
    fields: {
      ENABLE: { bits: [11, 11], access: "read-write", meaning: "the range is excluded", source: TME },
      TMEEMASK: {
        bits: ({ physicalBits }) => [physicalBits - 1, 12],
        access: "read-write",
        meaning: "address bits that are compared",
        source: TME,
      },
    },
  },
  IA32_TME_EXCLUDE_BASE: {
    address: 0x984,
    access: "read-write",
    title: "Exclusion range of keyID 0: base",
    exists: hasTme,
    locked: ({ lockedExclude }) => lockedExclude,
    writeRule: "",
    fields: {
      TMEEBASE: {
        bits: ({ physicalBits }) => [physicalBits - 1, 12],
        access: "read-write",
        meaning: "what they are compared with",
        source: TME,
      },
    },
  },
  IA32_TME_CLEAR_SAVED_KEY: {
    address: 0x9fb,
    access: "write-only",
    title: "Clears the TME key saved for standby",
    exists: ({ clearSavedKey, tme }) => tme && clearSavedKey,
    writeRule: "",
    fields: {
      TME_CLEAR_SAVED_KEY: {
        bits: [0, 0],
        access: "write-only",
        meaning: "1 clears the key",
        source: "address: SDM vol. 4; meaning: model",
      },
    },
  },
  MK_TME_CORE_ACTIVATE: {
    address: 0x9ff,
    access: "read-write",
    title: "Tells a core of the activation",
    exists: hasMktme,
    writeRule: "takes k over from IA32_TME_ACTIVATE; faults on anything but 0",
    fields: {
      MK_TME_KEYID_BITS: {
        bits: [35, 32],
        access: "read-only",
        meaning: "k of the package, as of the last write",
        source: TME,
      },
    },
  },
  IA32_MKTME_KEYID_PARTITIONING: {
    address: 0x87,
    access: "read-only",
    title: "How keyIDs are shared out; 0 before activation",
    exists: hasMktme,
    writeRule: "faults",
    fields: {
      NUM_MKTME_KIDS: {
        bits: [31, 0],
        access: "read-only",
        meaning: "keyIDs 1 to this number: min(2^(k-p) - 1, MK_TME_MAX_KEYS)",
        source: TDX,
      },
      NUM_TDX_PRIV_KIDS: {
        bits: [63, 32],
        access: "read-only",
        meaning: "keyIDs of TDX that follow: the rest up to min(2^k - 1, MK_TME_MAX_KEYS)",
        source: TDX,
      },
    },
  },
} as const satisfies Readonly<Record<string, RegisterRow>>;

export type RegisterName = keyof typeof REGISTERS;
export type FieldName<R extends RegisterName> = keyof (typeof REGISTERS)[R]["fields"] & string;

/** The row with its type widened. */
export const registerRow = (name: RegisterName): RegisterRow => REGISTERS[name];

/** Indices of the algorithms that keyID 0 may have. */
export const policies = ({ algorithms, rev }: Platform): number[] =>
  ALGORITHMS.filter(({ name, integrity }) => algorithms.includes(name) && !(integrity && rev === "1.6")).map(
    ({ index }) => index,
  );
