import { type AlgorithmName, algorithm } from "../../rtl/config/algorithms.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import type { ConfigInterface, KeyProgram, PconfigResult } from "./config-ports.ts";

/** Tries of a PCONFIG that finds the key table or the entropy busy. */
const TRIES = 10;

/**
 * The operating system's side of MKTME: gives keyIDs their keys. DEVICE_BUSY and ENTROPY_ERROR are tried again, as the
 * specification demands of software (Intel 336907, 4.4).
 */
export class KeyService {
  private readonly config: ConfigInterface;
  private readonly algorithms: number;

  constructor(config: ConfigInterface, name: AlgorithmName) {
    this.config = config;
    this.algorithms = 1 << algorithm(name).index;
  }

  /** A key that software knows: KEYID_SET_KEY_DIRECT. */
  *setKey(keyId: number, dataKey: Uint8Array, tweakKey: Uint8Array): Task<void> {
    yield* this.program({ keyId, command: "KEYID_SET_KEY_DIRECT", field1: dataKey, field2: tweakKey });
  }

  /** A key that nobody knows: KEYID_SET_KEY_RANDOM, with entropy of the caller mixed in. */
  *setRandomKey(keyId: number, entropy1: Uint8Array, entropy2: Uint8Array): Task<void> {
    yield* this.program({ keyId, command: "KEYID_SET_KEY_RANDOM", field1: entropy1, field2: entropy2 });
  }

  /** Back to the treatment of keyID 0. */
  *clearKey(keyId: number): Task<void> {
    yield* this.program({ keyId, command: "KEYID_CLEAR_KEY" });
  }

  *noEncrypt(keyId: number): Task<void> {
    yield* this.program({ keyId, command: "KEYID_NO_ENCRYPT" });
  }

  private *program(what: Omit<KeyProgram, "algorithms">): Task<void> {
    let result: PconfigResult | undefined;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      result = yield* this.config.pconfig({ ...what, algorithms: this.algorithms });
      const { fault, status } = result;
      if (fault === "none" && status === "PROG_SUCCESS") return;
      if (fault !== "none" || (status !== "DEVICE_BUSY" && status !== "ENTROPY_ERROR")) break;
    }
    throw new Error(
      `PCONFIG ${what.command} of keyID ${what.keyId}: ${result?.status}, fault ${result?.fault}`,
    );
  }
}
