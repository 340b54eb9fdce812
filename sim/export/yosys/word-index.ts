import { indexBits } from "../literal.ts";
import { type Bit, type Bits, type Cells, constant } from "./cells.ts";

/** An index of words, brought to the bits that they need. */
export interface Index {
  readonly bits: Bits;
  /** 1 where the index is not beyond the last word; undefined where it cannot be. */
  readonly inside: Bit | undefined;
}

/** Bits that address `words` words; Yosys has no address of none. */
export const addressBits = (words: number): number => Math.max(1, indexBits(words));

export function indexOf(cells: Cells, place: string, index: Bits, words: number): Index {
  const width = addressBits(words);
  const zeros = constant(0n, Math.max(0, width - index.length));
  const bits = [...index.slice(0, width), ...zeros];
  if (words >= 2 ** index.length) return { bits, inside: undefined };
  const end = constant(BigInt(words), index.length);
  return { bits, inside: cells.binary("$lt", place, [index, end], 1)[0] };
}

/** A word, or x where its index is beyond the last one. */
export function guarded(cells: Cells, place: string, word: Bits, { inside }: Index): Bits {
  return inside === undefined ? word : cells.mux(place, inside, word, new Array<Bit>(word.length).fill("x"));
}
