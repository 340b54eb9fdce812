import { refuse } from "../../sim/hdl/index.ts";
import { type CipherOptions, checkCipher, slotBits } from "../aes/parameters.ts";
import type { KeyTableOptions } from "./key-query.ts";

/** What an architect turns on the engine. */
export interface EngineOptions extends KeyTableOptions, Required<CipherOptions> {
  /** AES blocks that each data pipeline takes a cycle: a line takes 4 / lanes cycles. */
  readonly lanes: 1 | 2 | 4;
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
  roundKeys: "stored",
  slots: 64,
  unprogrammed: "tme",
  physicalBits: 46,
  reads: 32,
  writes: 16,
} as const satisfies EngineOptions;

/** @throws DesignError OPTION where an engine cannot be built so. */
export function checkEngine(options: EngineOptions): void {
  const { lanes, slots } = options;
  const { unprogrammed = "tme", physicalBits, reads, writes } = options;
  const isWithin = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  checkCipher(options);
  if (![1, 2, 4].includes(lanes)) refuse("lanes", lanes, "1, 2 or 4");
  if (!isWithin(slots, 1, 1024)) refuse("slots", slots, "1 to 1024");
  if (!["tme", "error"].includes(unprogrammed)) refuse("unprogrammed", unprogrammed, "tme or error");
  if (!isWithin(physicalBits, 16, 52)) refuse("physicalBits", physicalBits, "16 to 52");
  if (!isWithin(reads, 1, 64)) refuse("reads", reads, "1 to 64");
  if (!isWithin(writes, 1, 64)) refuse("writes", writes, "1 to 64");
}

/** Transactions of the read path: the bus's, and the last one for the old line of a partial write. */
export const readTags = ({ reads }: EngineOptions): number => reads + 1;
export const readTagBits = (options: EngineOptions): number => slotBits(readTags(options));
export const writeTagBits = ({ writes }: EngineOptions): number => slotBits(writes);
