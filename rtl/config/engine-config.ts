import { enumeration, flip, In, Out, stream, u } from "../../sim/hdl/index.ts";
import { Algorithm } from "./algorithms.ts";

/** What the registers tell the engine, from the side of the registers. Levels that change only with a WRMSR. */
export const engineConfig = {
  /** TME was activated: there is a TME key. */
  enabled: Out(1),
  /** KeyID 0 is neither encrypted nor decrypted. */
  bypass: Out(1),
  /** k: address bits that carry the keyID. */
  keyIdBits: Out(4),
  /** p of them, the upper ones, name keyIDs for TDX. */
  tdxKeyIdBits: Out(4),
  /** The algorithm of keyID 0. */
  policy: Out(Algorithm),
  /** The exclusion range of keyID 0: (address and mask) = (base and mask). */
  excludeEnable: Out(1),
  excludeMask: Out(52),
  excludeBase: Out(52),
};

/** How the lines of a keyID are treated. */
export const KeyMode = enumeration("KeyMode", 2, {
  /** As those of keyID 0. */
  tme: 0,
  /** Encrypted under the key that comes with it. */
  key: 1,
  /** Not encrypted. */
  none: 2,
});

/**
 * A new entry for the key table; keyID 0 is the TME key, with mode `key`. A transfer means that the engine has accepted
 * it; keys of 128 bits have zeros above. `keyDone` follows once for each.
 */
export const keyUpdate = {
  keyId: 15,
  mode: KeyMode,
  algorithm: Algorithm,
  dataKey: u(256).secret(),
  tweakKey: u(256).secret(),
} as const;
export const keyUpdateStream = stream(keyUpdate);

/** From the engine: 1 when the table has changed as a whole, 0 when it has not changed at all. */
export const keyDoneStream = flip(stream(1));

/** A data key and a tweak key, out of the module that declares it. */
const keyPair = { dataKey: Out(u(256).secret()), tweakKey: Out(u(256).secret()) };

/** A true random number generator: `request` is held until `valid`; without `ok` there is no entropy now. */
export const entropyPort = { request: Out(1), answer: { valid: In(1), ok: In(1), ...flip(keyPair) } };

/** An always-on store for the TME key: takes `saved` where `save` is 1. All zeros are no key. */
export const retentionPort = { save: Out(1), saved: keyPair, restored: flip(keyPair) };

/** What PCONFIG needs to know of IA32_TME_ACTIVATE, from the side of the registers. */
export const activationPort = {
  /** Locked and enabled. */
  active: Out(1),
  keyIdBits: Out(4),
  tdxKeyIdBits: Out(4),
  /** MK_TME_CRYPTO_ALGS. */
  algorithms: Out(16),
};

/** The lock of the key table: `request` is held for as long as the lock is wanted, `granted` answers in the same cycle. */
export const lockPort = { request: Out(1), granted: In(1) };
