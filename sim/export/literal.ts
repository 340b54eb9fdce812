/** A constant of `width` bits: `4'd9`, `16'h1b2c`; in binary where a bit is x (value 0) or z (value 1). */
export function literal(value: bigint, width: number, unknown = 0n): string {
  if (unknown !== 0n) return fourState(value, width, unknown);
  if (width === 1) return `1'b${value}`;
  return value < 10n ? `${width}'d${value}` : `${width}'h${value.toString(16)}`;
}

function fourState(value: bigint, width: number, unknown: bigint): string {
  if (unknown === (1n << BigInt(width)) - 1n && value === 0n) return unknownBits(width);
  let digits = "";
  for (let bit = width - 1; bit >= 0; bit--) {
    const [v, u] = [(value >> BigInt(bit)) & 1n, (unknown >> BigInt(bit)) & 1n];
    digits += u === 0n ? v : v === 0n ? "x" : "z";
  }
  return `${width}'b${digits}`;
}

/** Every bit x. */
export const unknownBits = (width: number): string => (width === 1 ? "1'bx" : `{${width}{1'bx}}`);

/** Every bit 0, as a part of a concatenation too. */
export const zeros = (width: number): string => (width === 1 ? "1'b0" : `${width}'d0`);

/** Bits that an index of 0 to n - 1 needs; 0 for one. */
export const indexBits = (n: number): number => Math.ceil(Math.log2(n));
