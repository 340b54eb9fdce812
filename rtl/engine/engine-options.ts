import { type KeyBits, slotBits } from "../aes/parameters.ts";
import type { KeyTableOptions } from "./key-query.ts";

/** What an architect turns on the engine. */
export interface EngineOptions extends KeyTableOptions {
  readonly keyBits: KeyBits;
  /** AES blocks that each data pipeline takes a cycle: a line takes 4 / lanes cycles. */
  readonly lanes: 1 | 2 | 4;
  /** AES rounds computed in one stage. */
  readonly roundsPerStage: number;
  /** MAXPHYADDR: bits of a physical address with its keyID, 16 to 52. */
  readonly physicalBits: number;
  /** Reads and writes that may be on their way at once. */
  readonly reads: number;
  readonly writes: number;
}

export const ENGINE_DEFAULTS = {
  keyBits: 128,
  lanes: 4,
  roundsPerStage: 1,
  slots: 64,
  unprogrammed: "tme",
  physicalBits: 46,
  reads: 32,
  writes: 16,
} as const satisfies EngineOptions;

/** Transactions of the read path: the bus's, and the last one for the old line of a partial write. */
export const readTags = ({ reads }: EngineOptions): number => reads + 1;
export const readTagBits = (options: EngineOptions): number => slotBits(readTags(options));
export const writeTagBits = ({ writes }: EngineOptions): number => slotBits(writes);
