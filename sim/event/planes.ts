/** Words of 32 bits that hold `width` bits. */
export const wordsOf = (width: number): number => (width + 31) >>> 5;

/** The bits of the last word that a value of `width` bits uses. */
export const topMask = (width: number): number => (-1 >>> (-width & 31)) | 0;

/** The low `width` bits, 1 to 32. */
export const lowMask = (width: number): number => (-1 >>> (32 - width)) | 0;

/** Reads 1 to 32 bits of the value at word `offset`, from `bit` on. */
export function getField(plane: Int32Array, offset: number, bit: number, width: number): number {
  const word = offset + (bit >>> 5);
  const shift = bit & 31;
  let field = plane[word] >>> shift;
  if (shift + width > 32) field |= plane[word + 1] << (32 - shift);
  return field & lowMask(width);
}

/** Sets 1 to 32 bits that are 0 so far. */
export function putField(plane: Int32Array, offset: number, bit: number, width: number, field: number): void {
  const word = offset + (bit >>> 5);
  const shift = bit & 31;
  plane[word] |= field << shift;
  if (shift + width > 32) plane[word + 1] |= field >>> (32 - shift);
}

/**
 * All storage of a run: every value, memory and table lies in the two planes. `mixed` holds, at the first word of
 * a value, 1 while the value has an unknown bit; while it is 0 the value's unknown words are all 0. So most work looks
 * at one byte and leaves the unknown plane alone.
 */
export class Planes {
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  readonly mixed: Uint8Array;

  constructor(words: number) {
    this.value = new Int32Array(words);
    this.unknown = new Int32Array(words);
    this.mixed = new Uint8Array(words);
  }

  /** Makes a value 0. */
  clear(offset: number, words: number): void {
    this.value.fill(0, offset, offset + words);
    this.known(offset, words);
  }

  /** Forgets the unknown bits of a value whose value plane is, or will be, complete. */
  known(offset: number, words: number): void {
    if (this.mixed[offset] === 0) return;
    this.unknown.fill(0, offset, offset + words);
    this.mixed[offset] = 0;
  }

  /** Makes every bit x. */
  fillX(offset: number, width: number): void {
    const words = wordsOf(width);
    this.value.fill(0, offset, offset + words);
    this.unknown.fill(-1, offset, offset + words);
    this.unknown[offset + words - 1] = topMask(width);
    this.mixed[offset] = 1;
  }

  /** Brings `mixed` up to date after writes to the unknown plane. */
  note(offset: number, words: number): void {
    let any = 0;
    for (let i = 0; i < words; i++) any |= this.unknown[offset + i];
    this.mixed[offset] = any === 0 ? 0 : 1;
  }

  copy(from: number, to: number, words: number): void {
    this.value.copyWithin(to, from, from + words);
    if ((this.mixed[from] | this.mixed[to]) === 0) return;
    this.unknown.copyWithin(to, from, from + words);
    this.mixed[to] = this.mixed[from];
  }

  /** Copies `count` bits onto bits that are 0 so far; the caller brings `mixed` up to date. */
  move(from: number, fromBit: number, to: number, toBit: number, count: number): void {
    const unknown = this.mixed[from] !== 0;
    for (let done = 0; done < count; done += 32) {
      const width = Math.min(32, count - done);
      putField(this.value, to, toBit + done, width, getField(this.value, from, fromBit + done, width));
      if (!unknown) continue;
      putField(this.unknown, to, toBit + done, width, getField(this.unknown, from, fromBit + done, width));
    }
  }

  /** Bit by bit the value on which `a` and `b` agree, else x; `to` may be either. */
  merge(a: number, b: number, to: number, width: number): void {
    const { value, unknown } = this;
    const words = wordsOf(width);
    for (let i = 0; i < words; i++) {
      const mask = i === words - 1 ? topMask(width) : -1;
      const same = ~(value[a + i] ^ value[b + i]) & ~unknown[a + i] & ~unknown[b + i];
      value[to + i] = value[a + i] & same;
      unknown[to + i] = ~same & mask;
    }
    this.note(to, words);
  }

  /** As `merge`, for part of a value: the same bits of all three; those of `to` are 0 so far. */
  mergeField(a: number, b: number, to: number, bit: number, width: number): void {
    const { value, unknown } = this;
    for (let done = 0; done < width; done += 32) {
      const chunk = Math.min(32, width - done);
      const x = getField(value, a, bit + done, chunk);
      const open = getField(unknown, a, bit + done, chunk) | getField(unknown, b, bit + done, chunk);
      const differs = open | (x ^ getField(value, b, bit + done, chunk));
      putField(value, to, bit + done, chunk, x & ~differs);
      putField(unknown, to, bit + done, chunk, differs);
    }
  }

  /** Whether any of the bits is x or z. */
  anyUnknown(offset: number, bit: number, width: number): boolean {
    if (this.mixed[offset] === 0) return false;
    for (let done = 0; done < width; done += 32) {
      if (getField(this.unknown, offset, bit + done, Math.min(32, width - done)) !== 0) return true;
    }
    return false;
  }

  /** An unsigned number: -1 if a bit is unknown, Infinity from 2^32 up. */
  index(offset: number, bit: number, width: number): number {
    if (this.anyUnknown(offset, bit, width)) return -1;
    for (let done = 32; done < width; done += 32) {
      if (getField(this.value, offset, bit + done, Math.min(32, width - done)) !== 0) return Infinity;
    }
    return getField(this.value, offset, bit, Math.min(32, width)) >>> 0;
  }

  /** A single bit as 0, 1, or 2 for x and z. */
  level(offset: number): 0 | 1 | 2 {
    return this.mixed[offset] !== 0 ? 2 : this.value[offset] === 0 ? 0 : 1;
  }
}

/** Where the words of a memory or table lie. */
export interface Store {
  readonly base: number;
  /** 32-bit words from one word of the memory to the next. */
  readonly stride: number;
  readonly depth: number;
  readonly width: number;
}

/** Writes a constant's planes. */
export function putBigInt(planes: Planes, offset: number, width: number, value: bigint, unknown = 0n): void {
  const words = wordsOf(width);
  for (let i = 0; i < words; i++) {
    planes.value[offset + i] = Number(BigInt.asIntN(32, value >> BigInt(32 * i)));
    planes.unknown[offset + i] = Number(BigInt.asIntN(32, unknown >> BigInt(32 * i)));
  }
  planes.value[offset + words - 1] &= topMask(width);
  planes.unknown[offset + words - 1] &= topMask(width);
  planes.note(offset, words);
}

export function getBigInt(plane: Int32Array, offset: number, width: number): bigint {
  let result = 0n;
  for (let i = wordsOf(width) - 1; i >= 0; i--) result = (result << 32n) | BigInt(plane[offset + i] >>> 0);
  return result;
}
