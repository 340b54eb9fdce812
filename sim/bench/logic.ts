import { hexDigits } from "../waves/digits.ts";

/** A value of `width` bits in four states, in the two planes of docs/values.md. */
export class Logic {
  readonly width: number;
  readonly value: bigint;
  /** 0 where the bit is 0 or 1; 1 where it is x (value 0) or z (value 1). */
  readonly unknown: bigint;

  constructor(width: number, value: bigint, unknown = 0n) {
    this.width = width;
    this.value = value;
    this.unknown = unknown;
  }

  /** `Logic.of("01xz")`, most significant bit first. Undefined for any other character. */
  static of(digits: string): Logic | undefined {
    if (!/^[01xz]+$/.test(digits)) return undefined;
    const value = BigInt(`0b${digits.replaceAll("x", "0").replaceAll("z", "1")}`);
    const unknown = BigInt(`0b${digits.replace(/[01]/g, "0").replace(/[xz]/g, "1")}`);
    return new Logic(digits.length, value, unknown);
  }

  get isKnown(): boolean {
    return this.unknown === 0n;
  }

  /** All bits as 0, 1, x, z, most significant first. */
  toString(): string {
    let text = "";
    for (let bit = BigInt(this.width) - 1n; bit >= 0n; bit--) {
      text += "01xz"[Number(((this.value >> bit) & 1n) + 2n * ((this.unknown >> bit) & 1n))];
    }
    return text;
  }

  /** `0x1f`; a digit with an unknown bit is x, or z if all its bits are. */
  toHex(): string {
    if (this.isKnown) return `0x${this.value.toString(16)}`;
    return `0x${hexDigits(this.toString())}`;
  }
}
