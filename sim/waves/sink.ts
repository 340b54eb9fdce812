/** Where the bytes of a wave file go. */
export interface Sink {
  /** Takes all the bytes, which are reused after the call. @throws DesignError WAVE if they cannot be kept. */
  write(bytes: Uint8Array): void;
  close(): void;
}

/** Keeps the bytes in memory: for tests, and where there is no file system. */
export class MemorySink implements Sink {
  readonly #blocks: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.#blocks.push(bytes.slice());
  }

  close(): void {}

  /** Everything written so far. */
  text(): string {
    const decoder = new TextDecoder();
    return this.#blocks.map((block) => decoder.decode(block, { stream: true })).join("");
  }
}
