import { refuse } from "../../sim/hdl/index.ts";
import { type CipherOptions, checkCipher, type Direction } from "../aes/parameters.ts";

/** Bytes of a cache line: the data unit of memory encryption. */
export const LINE_BYTES = 64;
export const LINE_BITS = 512;
/** Bits of an offset in a line. */
export const OFFSET_BITS = 6;
/** AES blocks of a line. */
export const LINE_BLOCKS = 4;

/** What an architect turns on a line cipher. */
export interface LineCipherOptions extends CipherOptions {
  readonly direction: Direction;
  /** AES blocks that the data pipeline takes a cycle: a line takes 4 / lanes cycles. */
  readonly lanes?: 1 | 2 | 4;
  /** Key slots, 1 or more. */
  readonly slots?: number;
  /** Bits of the tag that goes with each line. */
  readonly tagBits?: number;
}

/** The options with defaults for what is not given. @throws DesignError OPTION for one that cannot be. */
export function withDefaults(options: LineCipherOptions): Required<LineCipherOptions> {
  const defaults = { lanes: 4, slots: 4, roundsPerStage: 1, roundKeys: "stored", tagBits: 8 } as const;
  const design = { ...defaults, ...options };
  const { lanes, slots, tagBits } = design;
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
  checkCipher(design);
  if (![1, 2, LINE_BLOCKS].includes(lanes)) refuse("lanes", lanes, `1, 2 or ${LINE_BLOCKS}`);
  if (!isCount(slots)) refuse("slots", slots, "1 or more");
  if (!isCount(tagBits)) refuse("tagBits", tagBits, "1 or more");
  return design;
}
