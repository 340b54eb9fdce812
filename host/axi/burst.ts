/** How a burst goes on: AxBURST (ARM IHI 0022H, A3.4.1, table A3-3). */
export type BurstType = "FIXED" | "INCR" | "WRAP";

/** What the address channel says of a burst. */
export interface Burst {
  /** Byte address, a whole number below 2^53. */
  readonly addr: number;
  /** Beats less one: 0 to 255. */
  readonly len: number;
  /** Bytes of a beat, as a power of two: 0 to 7. */
  readonly size: number;
  /** INCR unless given. */
  readonly burst?: BurstType;
}

/** The bytes of a beat: addresses from `first` up to, and without, `end`. */
export interface BeatBytes {
  readonly first: number;
  readonly end: number;
}

/**
 * The bytes of each beat, by the equations of A3.4.1: a burst's first beat begins at its address, the others at
 * multiples of their size. FIXED repeats the first, WRAP returns to the container's start at its end.
 */
export function beats({ addr, len, size, burst = "INCR" }: Burst): BeatBytes[] {
  const bytes = 2 ** size;
  const aligned = addr - (addr % bytes);
  const container = bytes * (len + 1);
  const start = addr - (addr % container);
  return Array.from({ length: len + 1 }, (_, beat) => {
    if (beat === 0 || burst === "FIXED") return { first: addr, end: aligned + bytes };
    const ahead = aligned + beat * bytes;
    const first = burst === "WRAP" && ahead >= start + container ? ahead - container : ahead;
    return { first, end: first + bytes };
  });
}

/** The strobe of a beat that writes all its bytes, on a bus of `busBytes`: bit i is byte lane i. */
export function fullStrobe({ first, end }: BeatBytes, busBytes: number): bigint {
  const lane = BigInt(first % busBytes);
  return ((1n << BigInt(end - first)) - 1n) << lane;
}
