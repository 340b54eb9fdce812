import type { EngineName } from "./engines.ts";

/** One line that the host reads from or writes to memory. */
export interface LineRequest {
  readonly op: "read" | "write";
  /** Byte address, a multiple of 64 below 2^52. */
  readonly address: number;
  /** The 64 bytes of plaintext to write; a read has none. */
  readonly data?: Uint8Array;
}

/** What became of a request. */
export interface LineResult {
  readonly request: LineRequest;
  /** A read: the 64 bytes of plaintext that came back. A write: the 64 bytes of ciphertext that the memory now holds. */
  readonly data: Uint8Array;
  /** Clock cycles from the edge at which the hardware took the request to the edge at which it gave the result. */
  readonly latencyCycles: number;
}

/** What a run chooses. */
export interface LineMemoryOptions {
  readonly engine: EngineName;
  /** Feeds whatever the bench leaves to chance. */
  readonly seed: number;
  /** 16 or 32 bytes each: XTS-AES-128 or XTS-AES-256. */
  readonly key1: Uint8Array;
  readonly key2: Uint8Array;
  /** Where the waves go; without it none are kept. */
  readonly wave?: WavePaths;
  /** Waves show keys and cipher states. */
  readonly revealSecrets?: boolean;
}

export interface WavePaths {
  readonly vcd: string;
  /** GTKWave's save file; left out where the VCD goes to a device or a pipe. */
  readonly gtkw?: string;
}

/**
 * A memory that holds only ciphertext, behind the line cipher in hardware. Requests to one line take effect in the order
 * in which they were submitted: a read sees the write before it. Disposing closes the waves at a whole time step, also
 * with requests in flight.
 */
export interface LineMemory extends Disposable {
  /** Rising edges of the clock since the keys were in place. */
  readonly cycles: number;
  readonly timePs: number;
  /** Requests that the hardware has not taken yet. */
  readonly waiting: number;
  /** Puts ciphertext where the memory chips hold it, past the hardware: what lay in memory before the run. */
  load(address: number, ciphertext: Uint8Array): void;
  /** Appends a request; the clock does not move. */
  submit(request: LineRequest): void;
  /**
   * Runs the clock until no more than `waiting` requests wait, and returns what finished meanwhile, oldest first.
   * Throws DesignError if the hardware stops taking requests.
   */
  advance(waiting: number): readonly LineResult[];
  /** Runs the clock until every request is finished. */
  drain(): readonly LineResult[];
}
