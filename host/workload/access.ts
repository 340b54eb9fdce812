/** Bytes of one memory line, the data unit of the line cipher. */
export const LINE_BYTES = 64;

/** Byte addresses lie below this: 52 bits, the most that x86-64 defines. */
export const ADDRESS_END = 2 ** 52;

/** One line moved between the last-level cache and the memory. */
export interface Access {
  readonly op: "read" | "write";
  /** Byte address of the line, a multiple of 64 below 2^52. */
  readonly address: number;
  /** The 64 bytes written, or that a line holds when first read; a trace without data leaves them out. */
  readonly data?: Uint8Array;
}

/** The byte address of the line that holds a byte. */
export function lineOf(address: number): number {
  return address - (address % LINE_BYTES);
}
