/** A whole number of at most 53 bits from bytes, the lowest first. */
export const numberOf = (bytes: Uint8Array): number =>
  bytes.reduceRight((number, byte) => 256 * number + byte, 0);

/** A strobe of a line: bit i is 1 where byte i is among `bytes`. */
export const strobeOf = (bytes: Iterable<number>): bigint => {
  let strobe = 0n;
  for (const byte of bytes) strobe |= 1n << BigInt(byte);
  return strobe;
};

export const ALL_BYTES = 2n ** 64n - 1n;

/** The new bytes of a line over its old ones, where the strobe is 1. */
export const overlay = (old: Uint8Array, fresh: Uint8Array, strobe: bigint): Uint8Array =>
  old.map((byte, i) => ((strobe >> BigInt(i)) & 1n ? fresh[i] : byte));
