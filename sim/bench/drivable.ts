import { formatLiteral } from "../hdl/literal.ts";
import { Logic } from "./logic.ts";

/**
 * What a port can be driven with: a number (whole, not negative), a bigint, a boolean for one bit, little-endian
 * bytes for the whole port, or four-state bits: a `Logic`, or a text of 0, 1, x, z with the most significant bit
 * first. `"x"` and `"z"` fill a port of any width.
 */
export type Drivable = number | bigint | boolean | Uint8Array | Logic | string;

/** Where a value is laid out for the engine. */
export class Staging {
  readonly width: number;
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  /** Whether `unknown` has a bit that is set. */
  isMixed = false;
  readonly #bytes: Uint8Array;

  constructor(width: number) {
    const words = Math.ceil(width / 32);
    this.width = width;
    this.value = new Int32Array(words);
    this.unknown = new Int32Array(words);
    this.#bytes = new Uint8Array(this.value.buffer, 0, Math.ceil(width / 8));
  }

  /** Takes the value; or says why it cannot, and takes nothing. */
  set(value: Drivable): string | undefined {
    if (typeof value === "number") return this.#number(value);
    if (typeof value === "boolean") return this.#number(value ? 1 : 0);
    if (typeof value === "bigint") return this.#big(value);
    if (value instanceof Uint8Array) return this.#fill(value);
    if (typeof value === "string") return this.#text(value);
    return this.#logic(value);
  }

  #number(value: number): string | undefined {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** this.width) return unfit(value);
    this.value[0] = value;
    if (this.value.length > 1) {
      this.value.fill(0, 1);
      this.value[1] = value / 2 ** 32;
    }
    this.#known();
    return undefined;
  }

  #big(value: bigint): string | undefined {
    if (value < 0n || value >> BigInt(this.width) !== 0n) return unfit(value);
    writeWords(this.value, value);
    this.#known();
    return undefined;
  }

  #fill(bytes: Uint8Array): string | undefined {
    const count = this.#bytes.length;
    const spare = 8 * count - this.width;
    if (bytes.length !== count) return `${bytes.length} bytes`;
    if (spare > 0 && bytes[count - 1] >> (8 - spare) !== 0)
      return `bytes with bits above bit ${this.width - 1}`;
    this.#bytes.set(bytes);
    this.#known();
    return undefined;
  }

  #text(text: string): string | undefined {
    const logic = Logic.of(/^[xz]$/.test(text) ? text.repeat(this.width) : text);
    return logic ? this.#logic(logic) : `"${text}"`;
  }

  #logic(logic: Logic): string | undefined {
    if (logic.width !== this.width) return `${logic.width} bits of four-state logic`;
    writeWords(this.value, logic.value);
    writeWords(this.unknown, logic.unknown);
    this.isMixed = !logic.isKnown;
    return undefined;
  }

  #known(): void {
    if (this.isMixed) this.unknown.fill(0);
    this.isMixed = false;
  }
}

const unfit = (value: number | bigint): string => `the value ${formatLiteral(value)}`;

function writeWords(plane: Int32Array, value: bigint): void {
  let rest = value;
  for (let i = 0; i < plane.length; i++) {
    plane[i] = Number(BigInt.asIntN(32, rest));
    rest >>= 32n;
  }
}
