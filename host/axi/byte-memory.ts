import { LINE_BYTES } from "../../rtl/xts/geometry.ts";

/** Bytes by address, sparse. Bytes that were not written are 0. */
export class ByteMemory {
  readonly #lines = new Map<number, Uint8Array>();

  read(address: number, bytes: number): Uint8Array {
    return Uint8Array.from({ length: bytes }, (_, i) => this.byte(address + i));
  }

  byte(address: number): number {
    const offset = address % LINE_BYTES;
    return this.#lines.get(address - offset)?.[offset] ?? 0;
  }

  setByte(address: number, value: number): void {
    const offset = address % LINE_BYTES;
    let line = this.#lines.get(address - offset);
    if (!line) this.#lines.set(address - offset, (line = new Uint8Array(LINE_BYTES)));
    line[offset] = value;
  }

  /** Writes the bytes whose place in `isWritten` is not 0; all unless given. */
  write(address: number, data: Uint8Array, isWritten?: Uint8Array): void {
    for (const [i, value] of data.entries()) if (isWritten?.[i] !== 0) this.setByte(address + i, value);
  }
}
