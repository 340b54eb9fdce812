/** The eight binary digits of each byte as one 64-bit pattern: a byte of a signal is one store. */
const DIGITS = new Float64Array(256);
const scratch = new DataView(new ArrayBuffer(8));
for (let byte = 0; byte < 256; byte++) {
  for (let bit = 0; bit < 8; bit++) scratch.setUint8(bit, 48 + ((byte >> (7 - bit)) & 1));
  DIGITS[byte] = scratch.getFloat64(0);
}

/** The characters of value and unknown bit: `FOUR_STATE[value + 2 * unknown]`. */
export const FOUR_STATE = Uint8Array.of(48, 49, 120, 122);

/**
 * Writes `count` words without unknown bits, least significant word at `low`, as binary digits without leading zeros
 * (`0` for 0). Returns the position behind them.
 */
export function putKnown(to: DataView, at: number, words: Int32Array, low: number, count: number): number {
  let top = low + count - 1;
  while (top > low && words[top] === 0) top--;
  const first = words[top];
  const digits = 32 - Math.clz32(first) || 1;
  let bit = digits - 1;
  for (const end = digits & ~7; bit >= end; bit--) to.setUint8(at++, 48 + ((first >>> bit) & 1));
  for (bit -= 7; bit >= 0; bit -= 8, at += 8) to.setFloat64(at, DIGITS[(first >>> bit) & 255]);
  for (let i = top - 1; i >= low; i--, at += 32) {
    const word = words[i];
    to.setFloat64(at, DIGITS[word >>> 24]);
    to.setFloat64(at + 8, DIGITS[(word >>> 16) & 255]);
    to.setFloat64(at + 16, DIGITS[(word >>> 8) & 255]);
    to.setFloat64(at + 24, DIGITS[word & 255]);
  }
  return at;
}

/**
 * Writes all `width` digits of a value with unknown bits: readers differ in how they extend a shortened x or z.
 */
export function putUnknown(
  to: DataView,
  at: number,
  value: Int32Array,
  unknown: Int32Array,
  low: number,
  width: number,
): number {
  for (let bit = width - 1; bit >= 0; bit--) {
    const word = low + (bit >> 5);
    const shift = bit & 31;
    to.setUint8(at++, FOUR_STATE[((value[word] >>> shift) & 1) + 2 * ((unknown[word] >>> shift) & 1)]);
  }
  return at;
}

/** Four-state digits, most significant first, in hex; a digit with an unknown bit is x, or z if all its bits are. */
export function hexDigits(bits: string): string {
  const digits = Math.ceil(bits.length / 4);
  const padded = bits.padStart(4 * digits, bits[0] === "1" ? "0" : bits[0]);
  let text = "";
  for (let at = 0; at < padded.length; at += 4) {
    const four = padded.slice(at, at + 4);
    text += /^z+$/.test(four) ? "z" : /[xz]/.test(four) ? "x" : Number.parseInt(four, 2).toString(16);
  }
  return text;
}

const GROUP = 1e9;

/** Writes a whole number from 0 to 2^53 - 1 in decimal. Returns the position behind it. */
export function putDecimal(to: Uint8Array, at: number, value: number): number {
  if (value < GROUP) return putGroup(to, at, value, 1);
  const low = value % GROUP;
  return putGroup(to, putGroup(to, at, (value - low) / GROUP, 1), low, 9);
}

function putGroup(to: Uint8Array, at: number, value: number, least: number): number {
  let digits = least;
  for (let bound = 10 ** least; value >= bound; bound *= 10) digits++;
  let rest = value | 0;
  for (let i = at + digits - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0;
    to[i] = 48 + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}
