import type { Platform } from "../../rtl/config/platform.ts";

export interface KeyPair {
  readonly dataKey: bigint;
  readonly tweakKey: bigint;
}

/** What the model asks of the world around it. */
export interface MsrWorld {
  /** Random numbers for a key, if there are any. */
  entropy(): KeyPair | undefined;
  /** Whether the engine takes the TME key. */
  takes(policy: bigint, key: KeyPair): boolean;
}

export interface MsrAnswer {
  readonly data: bigint;
  readonly fault: boolean;
}

const FAULT: MsrAnswer = { data: 0n, fault: true };
const DONE: MsrAnswer = { data: 0n, fault: false };
const NO_KEY: KeyPair = { dataKey: 0n, tweakKey: 0n };

const bits = (value: bigint, high: number, low: number): bigint =>
  (value >> BigInt(low)) & ((1n << BigInt(high - low + 1)) - 1n);
const bit = (value: bigint, at: number): boolean => bits(value, at, at) === 1n;

/** The registers of TME and MKTME as plain rules, one access after the other. */
export class MsrModel {
  saved: KeyPair = NO_KEY;
  readonly #platform: Platform;
  readonly #world: MsrWorld;
  #activate = 0n;
  #mask = 0n;
  #base = 0n;
  #coreKeyIdBits = 0n;

  constructor(platform: Platform, world: MsrWorld) {
    this.#platform = platform;
    this.#world = world;
  }

  reset(): void {
    this.#activate = this.#mask = this.#base = this.#coreKeyIdBits = 0n;
  }

  read(address: number): MsrAnswer {
    const { tme, maxKeyIdBits } = this.#platform;
    if (tme && address === 0x981) return value(this.#capability());
    if (tme && address === 0x982) return value(this.#activate);
    if (tme && address === 0x983) return value(this.#mask);
    if (tme && address === 0x984) return value(this.#base);
    if (maxKeyIdBits > 0 && address === 0x9ff) return value(this.#coreKeyIdBits << 32n);
    if (maxKeyIdBits > 0 && address === 0x87) return value(this.#partitioning());
    return FAULT;
  }

  write(address: number, data: bigint): MsrAnswer {
    const { tme, maxKeyIdBits, clearSavedKey, lockedActivate, lockedExclude } = this.#platform;
    const isLocked = bit(this.#activate, 0);
    if (tme && address === 0x982) {
      if (isLocked) return lockedActivate === "fault" ? FAULT : DONE;
      return this.#writeActivate(data);
    }
    if (tme && (address === 0x983 || address === 0x984)) {
      if (isLocked) return lockedExclude === "fault" ? FAULT : DONE;
      if (data >> BigInt(this.#platform.physicalBits) !== 0n) return FAULT;
      return address === 0x983 ? this.#writeMask(data) : this.#writeBase(data);
    }
    if (tme && clearSavedKey && address === 0x9fb) {
      if (data > 1n) return FAULT;
      if (data === 1n) this.saved = NO_KEY;
      return DONE;
    }
    if (maxKeyIdBits > 0 && address === 0x9ff) {
      if (data !== 0n) return FAULT;
      this.#coreKeyIdBits = bits(this.#activate, 35, 32);
      return DONE;
    }
    return FAULT;
  }

  #writeActivate(data: bigint): MsrAnswer {
    if (this.#refusesActivate(data)) return FAULT;
    const isEnabled = bit(data, 1);
    if (!isEnabled || this.#activates(data)) {
      this.#activate = data | 1n;
    } else if (bits(data, 35, 32) === 0n) {
      this.#activate = data & ~3n;
    }
    return DONE;
  }

  #refusesActivate(data: bigint): boolean {
    const { rev, sgxTme, bypass, saveKey, maxKeyIdBits } = this.#platform;
    const k = bits(data, 35, 32);
    const p = bits(data, 39, 36);
    const policy = Number(bits(data, 7, 4));
    if (bit(data, 3) && !saveKey) return true;
    if (bit(data, 8) && !sgxTme) return true;
    if (bits(data, 30, 9) !== 0n || bits(data, 47, 40) !== 0n) return true;
    if (bit(data, 31) && !bypass) return true;
    if (p > 0n && rev === "1.3") return true;
    for (let index = 0; index < 16; index++)
      if (bit(data, 48 + index) && !(maxKeyIdBits > 0 && this.#has(index))) return true;
    if (!this.#has(policy)) return true;
    if (rev === "1.6" && policy % 2 === 1) return true;
    return k > BigInt(maxKeyIdBits) || (k > 0n && !bit(data, 1)) || p > k;
  }

  /** The TME key is made or restored, the engine takes it, and it may be saved. */
  #activates(data: bigint): boolean {
    const restores = bit(data, 2);
    const key = restores ? this.saved : this.#world.entropy();
    if (!key || (restores && key.dataKey === 0n && key.tweakKey === 0n)) return false;
    if (!this.#world.takes(bits(data, 7, 4), key)) return false;
    if (bit(data, 3)) this.saved = key;
    return true;
  }

  #writeMask(data: bigint): MsrAnswer {
    if (bits(data, 10, 0) !== 0n) return FAULT;
    let hasZero = false;
    for (let at = this.#platform.physicalBits - 1; at >= 12; at--) {
      if (bit(data, at) && hasZero) return FAULT;
      hasZero ||= !bit(data, at);
    }
    this.#mask = data;
    return DONE;
  }

  #writeBase(data: bigint): MsrAnswer {
    if (bits(data, 11, 0) !== 0n) return FAULT;
    this.#base = data;
    return DONE;
  }

  #capability(): bigint {
    const { clearSavedKey, bypass, maxKeyIdBits, maxKeys } = this.#platform;
    let value = (BigInt(maxKeys) << 36n) | (BigInt(maxKeyIdBits) << 32n);
    for (let index = 0; index < 4; index++) if (this.#has(index)) value |= 1n << BigInt(index);
    if (clearSavedKey) value |= 1n << 30n;
    if (bypass) value |= 1n << 31n;
    return value;
  }

  #partitioning(): bigint {
    if (!bit(this.#activate, 0)) return 0n;
    const k = Number(bits(this.#activate, 35, 32));
    const p = Number(bits(this.#activate, 39, 36));
    const { maxKeys } = this.#platform;
    const mktme = Math.min(2 ** (k - p) - 1, maxKeys);
    const tdx = Math.min(2 ** k - 1, maxKeys) - mktme;
    return (BigInt(tdx) << 32n) | BigInt(mktme);
  }

  #has(index: number): boolean {
    const names = ["aes-xts-128", "aes-xts-128-integrity", "aes-xts-256", "aes-xts-256-integrity"];
    return this.#platform.algorithms.some((name) => name === names[index]);
  }
}

const value = (data: bigint): MsrAnswer => ({ data, fault: false });
