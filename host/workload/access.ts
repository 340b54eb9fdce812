/** Bytes of one memory line, the data unit of the line cipher. */
export const LINE_BYTES = 64;

/** Byte addresses lie below this: 52 bits, the most that x86-64 defines. */
export const ADDRESS_END = 2 ** 52;

/** One line moved between the last-level cache and the memory. */
export interface Access {
  readonly op: "read" | "write";
  /** Byte address of the line, a multiple of 64 below 2^52. */
  readonly address: number;
  /**
   * What the program runs from the access before up to this one: its bubbles, instructions without an access, and the
   * one that makes this access. 0 for a further access of the same instruction and for a write-back. At most
   * MAX_INSTRUCTIONS; a trace that does not say leaves it out.
   */
  readonly instructions?: number;
  /** The 64 bytes written, or that a line holds when first read; a trace without data leaves them out. */
  readonly data?: Uint8Array;
}

/** The most instructions from one access to the next. */
export const MAX_INSTRUCTIONS = 2 ** 32;

/** The instructions of an access: where the trace does not say, a read is one and a write, posted, none. */
export function instructionsOf({ op, instructions }: Pick<Access, "op" | "instructions">): number {
  return instructions ?? (op === "read" ? 1 : 0);
}

/** The byte address of the line that holds a byte. */
export function lineOf(address: number): number {
  return address - (address % LINE_BYTES);
}
