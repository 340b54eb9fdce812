import { A, B, DST, LANES, type Machine, type Operator, WIDTH, WORDS, X } from "./machine.ts";
import { getField, lowMask, type Planes, putField } from "./planes.ts";

const signed = 0x80000000 | 0;

/** Operators that are arithmetic in a lane: an unknown bit in a lane of either operand makes the whole lane x. */
function arithmetic(
  lane: (p: Planes, dst: number, a: number, b: number, bit: number, width: number) => void,
) {
  return ({ planes, code }: Machine, at: number): void => {
    const dst = code[at + DST];
    const a = code[at + A];
    const b = code[at + B];
    const width = code[at + WIDTH];
    const known = (planes.mixed[a] | planes.mixed[b]) === 0;
    planes.clear(dst, code[at + WORDS]);
    for (let i = 0, bit = 0; i < code[at + LANES]; i++, bit += width) {
      if (known || !(planes.anyUnknown(a, bit, width) || planes.anyUnknown(b, bit, width))) {
        lane(planes, dst, a, b, bit, width);
      } else putX(planes, dst, bit, width);
    }
    if (!known) planes.note(dst, code[at + WORDS]);
  };
}

export function putX({ unknown }: Planes, dst: number, bit: number, width: number): void {
  for (let done = 0; done < width; done += 32) {
    const chunk = Math.min(32, width - done);
    putField(unknown, dst, bit + done, chunk, lowMask(chunk));
  }
}

export const add: Operator = arithmetic(({ value }, dst, a, b, bit, width) => {
  let carry = 0;
  for (let done = 0; done < width; done += 32) {
    const chunk = Math.min(32, width - done);
    const x = getField(value, a, bit + done, chunk) >>> 0;
    const sum = x + (getField(value, b, bit + done, chunk) >>> 0) + carry;
    putField(value, dst, bit + done, chunk, sum & lowMask(chunk));
    carry = sum > 0xffffffff ? 1 : 0;
  }
});

export const sub: Operator = arithmetic(({ value }, dst, a, b, bit, width) => {
  let borrow = 0;
  for (let done = 0; done < width; done += 32) {
    const chunk = Math.min(32, width - done);
    const x = getField(value, a, bit + done, chunk) >>> 0;
    const difference = x - (getField(value, b, bit + done, chunk) >>> 0) - borrow;
    putField(value, dst, bit + done, chunk, difference & lowMask(chunk));
    borrow = difference < 0 ? 1 : 0;
  }
});

/** By columns of 16-bit limbs: a column's sum stays exact far beyond the widest word. */
export const mul: Operator = arithmetic(({ value }, dst, a, b, bit, width) => {
  const limb = (from: number, i: number): number =>
    getField(value, from, bit + 16 * i, Math.min(16, width - 16 * i));
  const limbs = Math.ceil(width / 16);
  let sum = 0;
  for (let column = 0; column < limbs; column++) {
    for (let i = 0; i <= column; i++) sum += limb(a, i) * limb(b, column - i);
    const chunk = Math.min(16, width - 16 * column);
    putField(value, dst, bit + 16 * column, chunk, (sum % 0x10000) & lowMask(chunk));
    sum = Math.floor(sum / 0x10000);
  }
});

/** Operators with one result bit a lane; `X` is the lane width of the operands. The bit is 0, 1 or 2 for x. */
function perLane(bitOf: (p: Planes, a: number, b: number, bit: number, width: number) => number): Operator {
  return ({ planes, code }, at) => {
    const dst = code[at + DST];
    const width = code[at + X];
    planes.clear(dst, code[at + WORDS]);
    for (let i = 0; i < code[at + LANES]; i++) {
      const bit = bitOf(planes, code[at + A], code[at + B], i * width, width);
      if (bit === 1) planes.value[dst + (i >>> 5)] |= 1 << (i & 31);
      else if (bit === 2) planes.unknown[dst + (i >>> 5)] |= 1 << (i & 31);
    }
    planes.note(dst, code[at + WORDS]);
  };
}

function equal({ value, unknown }: Planes, a: number, b: number, bit: number, width: number): number {
  let any = 0;
  for (let done = 0; done < width; done += 32) {
    const chunk = Math.min(32, width - done);
    const open = getField(unknown, a, bit + done, chunk) | getField(unknown, b, bit + done, chunk);
    const differs = getField(value, a, bit + done, chunk) ^ getField(value, b, bit + done, chunk);
    if ((differs & ~open) !== 0) return 0;
    any |= open;
  }
  return any === 0 ? 1 : 2;
}

const invert = (bit: number): number => (bit === 2 ? 2 : 1 - bit);

export const eq = perLane(equal);
export const ne = perLane((p, a, b, bit, width) => invert(equal(p, a, b, bit, width)));

/** Below 0, 0 or above 0; the first chunk that differs from the top decides. `flip` is the top bit if signed. */
function compare({ value }: Planes, a: number, b: number, bit: number, width: number, flip: boolean): number {
  for (let done = (width - 1) & ~31; done >= 0; done -= 32) {
    const chunk = Math.min(32, width - done);
    const top = flip && done + chunk === width ? signed >>> (32 - chunk) : 0;
    const x = (getField(value, a, bit + done, chunk) ^ top) >>> 0;
    const y = (getField(value, b, bit + done, chunk) ^ top) >>> 0;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function ordered(flip: boolean, orEqual: boolean): Operator {
  return perLane((p, a, b, bit, width) => {
    if (p.anyUnknown(a, bit, width) || p.anyUnknown(b, bit, width)) return 2;
    return compare(p, a, b, bit, width, flip) < (orEqual ? 1 : 0) ? 1 : 0;
  });
}

export const lt = ordered(false, false);
export const le = ordered(false, true);
export const slt = ordered(true, false);
export const sle = ordered(true, true);

/** Whether a lane has a known bit of the level; if not, whether it has an unknown one. */
function reduction(level: 0 | 1): Operator {
  return perLane(({ value, unknown }, a, _b, bit, width) => {
    let any = 0;
    for (let done = 0; done < width; done += 32) {
      const chunk = Math.min(32, width - done);
      const open = getField(unknown, a, bit + done, chunk);
      const field = getField(value, a, bit + done, chunk);
      if (((level === 1 ? field : ~field) & ~open & lowMask(chunk)) !== 0) return level;
      any |= open;
    }
    return any === 0 ? 1 - level : 2;
  });
}

export const redand = reduction(0);
export const redor = reduction(1);

export const redxor = perLane((p, a, _b, bit, width) => {
  if (p.anyUnknown(a, bit, width)) return 2;
  let folded = 0;
  for (let done = 0; done < width; done += 32) {
    folded ^= getField(p.value, a, bit + done, Math.min(32, width - done));
  }
  for (let half = 16; half > 0; half >>= 1) folded ^= folded >>> half;
  return folded & 1;
});
