import type { KeyMode } from "../../../rtl/config/engine-config.ts";
import { decryptLine, encryptLine, type XtsKeys } from "../../reference/xts.ts";

/** A change of the key table, as it goes to the engine: keys of 32 bytes, with zeros above those of AES-128. */
export interface Update {
  readonly keyId: number;
  readonly mode: keyof typeof KeyMode.values;
  /** Index of the algorithm: 0 is XTS-AES-128, 2 XTS-AES-256. */
  readonly algorithm: number;
  readonly dataKey: Uint8Array;
  readonly tweakKey: Uint8Array;
}

export interface Levels {
  readonly enabled: boolean;
  readonly bypass: boolean;
  readonly keyIdBits: number;
  readonly excludeEnable: boolean;
  readonly excludeMask: bigint;
  readonly excludeBase: bigint;
}

export interface Build {
  readonly keyBits: 128 | 256;
  readonly slots: number;
  readonly physicalBits: number;
  readonly unprogrammed?: "tme" | "error";
}

/** What becomes of a line. */
export type Treatment = XtsKeys | "plain" | "refused";

const OFFERED = { 128: 0, 256: 2 } as const;

/** The rules of Intel 336907 by which a line is encrypted, as plain functions: no pipelines, no CAM. */
export class KeyReference {
  readonly #build: Build;
  readonly #levels: Levels;
  readonly #entries = new Map<number, XtsKeys | "plain">();
  #tme: XtsKeys | undefined;

  constructor(build: Build, levels: Levels) {
    this.#build = build;
    this.#levels = levels;
  }

  /** Whether the table can take the update; if so, it has changed. */
  apply({ keyId, mode, algorithm, dataKey, tweakKey }: Update): boolean {
    const { keyBits, slots } = this.#build;
    const bytes = keyBits / 8;
    const keys = { key1: dataKey.slice(0, bytes), key2: tweakKey.slice(0, bytes) };
    if (mode === "key" && algorithm !== OFFERED[keyBits]) return false;
    if (keyId === 0) {
      this.#tme = keys;
      return true;
    }
    if (mode === "tme") return this.#entries.delete(keyId) || true;
    if (!this.#entries.has(keyId) && this.#entries.size === slots) return false;
    this.#entries.set(keyId, mode === "key" ? keys : "plain");
    return true;
  }

  /** The line that an address names in the memory: the bits below the keyID. */
  physical(address: number): number {
    return address % 2 ** (this.#build.physicalBits - this.#levels.keyIdBits);
  }

  /** The address by which a keyID names a line. */
  address(keyId: number, physical: number): number {
    return physical + keyId * 2 ** (this.#build.physicalBits - this.#levels.keyIdBits);
  }

  keyId(address: number): number {
    const { keyIdBits } = this.#levels;
    return Math.floor(address / 2 ** (this.#build.physicalBits - keyIdBits)) % 2 ** keyIdBits;
  }

  treatment(address: number): Treatment {
    const { enabled, bypass, excludeEnable, excludeMask, excludeBase } = this.#levels;
    const keyId = this.keyId(address);
    const own = this.#entries.get(keyId);
    if (keyId !== 0 && !own && this.#build.unprogrammed === "error") return "refused";
    if (!enabled) return "plain";
    if (own) return own;
    const physical = BigInt(this.physical(address));
    const isExcluded =
      excludeEnable && keyId === 0 && (physical & excludeMask) === (excludeBase & excludeMask);
    return bypass || isExcluded ? "plain" : this.#tme!;
  }
}

/** The line as the memory holds it. */
export const seal = (treatment: Treatment, physical: number, line: Uint8Array): Uint8Array =>
  typeof treatment === "string" ? line : encryptLine(treatment, lineOf(physical), line);

/** The line as its reader sees it. */
export const open = (treatment: Treatment, physical: number, stored: Uint8Array): Uint8Array =>
  typeof treatment === "string" ? stored : decryptLine(treatment, lineOf(physical), stored);

const lineOf = (physical: number): number => physical - (physical % 64);
