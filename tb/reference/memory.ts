import { encryptLine, LINE_BYTES, type XtsKeys } from "./xts.ts";

/** Addresses of the modelled machine fit in 52 bits, the most that x86-64 defines. */
const ADDRESS_END = 2 ** 52;

/**
 * What a memory behind the line cipher should hold: a map from the byte address of a 64-byte line to its plaintext, and
 * from it the ciphertext that the memory chips should show.
 */
export class ReferenceMemory {
  private readonly keys: XtsKeys;
  private readonly lines = new Map<number, Uint8Array>();

  constructor(keys: XtsKeys) {
    this.keys = keys;
  }

  /** Stores a copy of a plaintext line. Throws RangeError for a bad address or length. */
  write(address: number, plaintext: Uint8Array): void {
    checkAddress(address);
    if (plaintext.length !== LINE_BYTES) throw new RangeError(`a line has 64 bytes, not ${plaintext.length}`);
    this.lines.set(address, plaintext.slice());
  }

  /** The plaintext of a line, or undefined if nobody wrote it. */
  read(address: number): Uint8Array | undefined {
    checkAddress(address);
    return this.lines.get(address);
  }

  /** The ciphertext of a line as the memory holds it, or undefined if nobody wrote it. */
  ciphertext(address: number): Uint8Array | undefined {
    const plaintext = this.read(address);
    return plaintext && encryptLine(this.keys, address, plaintext);
  }

  /** Addresses of all lines, in the order of their first write. */
  addresses(): IterableIterator<number> {
    return this.lines.keys();
  }
}

function checkAddress(address: number): void {
  if (!Number.isInteger(address) || address < 0 || address >= ADDRESS_END || address % LINE_BYTES !== 0) {
    throw new RangeError(`${address} is not the address of a line: a multiple of 64 below 2^52`);
  }
}
