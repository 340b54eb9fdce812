/** The number that bytes stand for, the lowest first; below 2^53. */
export const littleEndian = (bytes: Uint8Array): number =>
  bytes.reduceRight((sum, byte) => 256 * sum + byte, 0);
