/** A constant in a design: a number (integer), a bigint, or a boolean for one bit. Never negative. */
export type Literal = number | bigint | boolean;

export const isLiteral = (value: unknown): value is Literal =>
  typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";

/** The value of a literal, or undefined where it is negative, no integer, or needs more than `width` bits. */
export function literalValue(literal: Literal, width: number): bigint | undefined {
  if (typeof literal === "number" && !Number.isSafeInteger(literal)) return undefined;
  const value = BigInt(literal);
  return value >= 0n && value >> BigInt(width) === 0n ? value : undefined;
}

/** `5 (3 bits)` or `-1`, for messages. */
export function formatLiteral(literal: Literal): string {
  if (typeof literal === "number" && !Number.isSafeInteger(literal)) return `${literal}`;
  const value = BigInt(literal);
  return value < 0n ? `${value}` : `${value} (${count(value.toString(2).length, "bit")})`;
}

/** `1 bit`, `8 bits`. */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
