import { type Bits, constant, type EnumBits, mux } from "../../sim/hdl/index.ts";

/** Bits of an address that a burst moves: it stays within 4 KB (IHI 0022H, A3.4.1). */
export const PAGE_BITS = 12;

/** How a burst goes on from its start address. */
export interface BurstForm {
  readonly len: Bits<8>;
  readonly size: Bits<3>;
  readonly burst: EnumBits<"FIXED" | "INCR" | "WRAP", 2>;
}

/** The address bits that move, as ones: those of the container of a WRAP burst, which is a power of two; else all. */
export function movingBits({ len, size, burst }: BurstForm): Bits<12> {
  const container = len.zext(PAGE_BITS).shl(size).or(beatBytes(PAGE_BITS, size).sub(1));
  return mux(burst.is("WRAP"), container, constant(2 ** PAGE_BITS - 1, PAGE_BITS));
}

/** The offset of the next beat, which is aligned to its size; bits that do not move stay. */
export function nextOffset<W extends number>(offset: Bits<W>, size: Bits<3>, moves: Bits<W>): Bits<W> {
  const bytes = beatBytes(offset.width, size);
  const next = offset.and(bytes.sub(1).not()).add(bytes);
  return offset.and(moves.not()).or(next.and(moves));
}

/** 1 for what is answered by SLVERR: FIXED, the reserved burst type, beats wider than the bus, WRAP of no power of two. */
export function isRefused({ len, size, burst }: BurstForm, dataBits: number): Bits<1> {
  const wraps = [1, 3, 7, 15].map((beats) => len.eq(beats));
  const isPowerOfTwo = wraps.reduce((any, one) => any.or(one));
  const tooWide = constant(Math.log2(dataBits / 8), 3).lt(size);
  return mux(burst.is("WRAP"), isPowerOfTwo.not(), burst.is("INCR").not()).or(tooWide);
}

const beatBytes = <W extends number>(width: W, size: Bits<3>): Bits<W> => constant(1, width).shl(size);
