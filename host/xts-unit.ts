/** One XTS-AES data unit for the hardware. */
export interface XtsUnit {
  readonly op: "encrypt" | "decrypt";
  /** Data key; 16 or 32 bytes, the length of key2. */
  readonly key1: Uint8Array;
  /** Tweak key. */
  readonly key2: Uint8Array;
  /** The 16-byte initial value. */
  readonly tweak: Uint8Array;
  /** 16, 32, 48 or 64 bytes: the leading blocks of a line. */
  readonly data: Uint8Array;
}

/** The line cipher in hardware, fed with data units of any keys. */
export interface XtsUnits extends Disposable {
  /** Runs the units through the hardware; the results in the order of the units, each of its unit's length. */
  process(units: readonly XtsUnit[]): readonly Uint8Array[];
}
