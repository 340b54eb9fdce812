import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Code, Local } from "./wasm/code.ts";

export type Scalar = "i32" | "i64";

/** Widest value that a scalar holds. */
export const SCALAR_BITS = 64;
export const LIMB_BITS = 128;

export const scalarOf = (width: number): Scalar => (width <= 32 ? "i32" : "i64");
export const wordsOf = (width: number): number => Math.ceil(width / 64);
export const limbsOf = (width: number): number => Math.ceil(width / LIMB_BITS);
export const isWide = (width: number): boolean => width > SCALAR_BITS;
const unit = (type: Scalar): number => (type === "i32" ? 32 : 64);
const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** Up to 64 bits in a scalar local, those above `width` 0. */
export interface Bits {
  readonly local: Local;
  readonly type: Scalar;
  readonly width: number;
}

/** Some bits of a node, of any number. */
export interface Field {
  readonly node: NodeId;
  readonly bit: number;
  readonly width: number;
}

/** Bits that are 0. */
export interface Zeros {
  readonly zeros: number;
}

export type Part = Bits | Field | Zeros;

export const widthOf = (part: Part): number => ("zeros" in part ? part.zeros : part.width);

/**
 * The values of one group's nodes in the forms that instructions work on, each made when it is first asked for. Up to
 * 64 bits are a scalar (i32 up to 32). Wider ones are words (i64) or limbs (v128), least significant first; bits above
 * the width are 0 in every form and in memory.
 */
export class Forms {
  readonly #code: Code;
  readonly #netlist: Netlist;
  /** Byte address of a node whose value lies in memory by now, else -1. */
  readonly #stored: (node: NodeId) => number;
  readonly #define: (node: NodeId) => void;
  /** What a node that only moves bits takes them from, if it has not been computed. */
  readonly #movesOf: (node: NodeId) => readonly Part[] | undefined;
  readonly #moves = new Map<NodeId, readonly Part[] | undefined>();
  readonly #scalars = new Map<NodeId, Local>();
  readonly #words = new Map<NodeId, readonly Local[]>();
  readonly #limbs = new Map<NodeId, readonly Local[]>();
  readonly #masks = new Map<number, readonly Local[]>();

  /** `define` computes a node that is not in memory, and hands it in by one of `put…`. */
  constructor(
    code: Code,
    netlist: Netlist,
    stored: (node: NodeId) => number,
    define: (node: NodeId) => void,
    movesOf: (node: NodeId) => readonly Part[] | undefined = () => undefined,
  ) {
    this.#code = code;
    this.#netlist = netlist;
    this.#stored = stored;
    this.#define = define;
    this.#movesOf = movesOf;
  }

  putScalar(node: NodeId, local: Local): void {
    this.#scalars.set(node, local);
  }

  putWords(node: NodeId, locals: readonly Local[]): void {
    this.#words.set(node, locals);
  }

  putLimbs(node: NodeId, locals: readonly Local[]): void {
    this.#limbs.set(node, locals);
  }

  has(node: NodeId): boolean {
    return this.#scalars.has(node) || this.#words.has(node) || this.#limbs.has(node);
  }

  /** Masks that have been made of a node, by the width of their lanes. */
  mask(node: NodeId, width: number, make: () => readonly Local[]): readonly Local[] {
    const key = node * 128 + width;
    const known = this.#masks.get(key);
    if (known) return known;
    const made = make();
    this.#masks.set(key, made);
    return made;
  }

  /** Whether the limbs are there, or are at least as near as the words. */
  prefersLimbs(node: NodeId): boolean {
    this.#ensure(node);
    return !this.#words.has(node);
  }

  /** A node of up to 64 bits. */
  scalar(node: NodeId): Local {
    this.#ensure(node);
    const known = this.#scalars.get(node);
    if (known !== undefined) return known;
    const type = scalarOf(this.#width(node));
    const local = this.#code.load(`${type}.load`, this.#stored(node)).keep(type);
    this.#scalars.set(node, local);
    return local;
  }

  /** A node of any width in words of 64 bits. */
  words(node: NodeId): readonly Local[] {
    this.#ensure(node);
    const known = this.#words.get(node);
    if (known) return known;
    const width = this.#width(node);
    const code = this.#code;
    let words: readonly Local[];
    if (!isWide(width)) {
      const local = this.scalar(node);
      words = width > 32 ? [local] : [code.get(local).op("i64.extend_i32_u").keep("i64")];
    } else {
      const limbs = this.#limbs.get(node);
      words = Array.from({ length: wordsOf(width) }, (_, i) => {
        if (!limbs) return code.load("i64.load", this.#stored(node) + 8 * i).keep("i64");
        return code
          .get(limbs[i >> 1])
          .lane("i64x2.extract_lane", i & 1)
          .keep("i64");
      });
    }
    this.#words.set(node, words);
    return words;
  }

  /** A node of any width in limbs of 128 bits. */
  limbs(node: NodeId): readonly Local[] {
    this.#ensure(node);
    const known = this.#limbs.get(node);
    if (known) return known;
    const width = this.#width(node);
    const code = this.#code;
    const words = this.#words.get(node) ?? (isWide(width) ? undefined : this.words(node));
    const limbs = Array.from({ length: limbsOf(width) }, (_, i) => {
      if (!words) return code.load("v128.load", this.#stored(node) + 16 * i).keep("v128");
      code
        .v128(0n)
        .get(words[2 * i])
        .lane("i64x2.replace_lane", 0);
      if (2 * i + 1 < words.length) code.get(words[2 * i + 1]).lane("i64x2.replace_lane", 1);
      return code.keep("v128");
    });
    this.#limbs.set(node, limbs);
    return limbs;
  }

  /** Leaves up to 64 bits of a node on the stack. */
  pushField(node: NodeId, bit: number, width: number, type: Scalar): void {
    const code = this.#code;
    const from = this.#source(node, bit, width);
    if (from) {
      this.pushField(from.node, from.bit, width, type);
      return;
    }
    this.#ensure(node);
    const whole = this.#width(node);
    if (!isWide(whole)) {
      this.pushBits({ local: this.scalar(node), type: scalarOf(whole), width: whole }, bit, width, type);
      return;
    }
    const at = this.#stored(node);
    const direct = at >= 0 && bit % 8 === 0 ? DIRECT[type].get(width) : undefined;
    if (direct && !this.#words.has(node)) {
      code.load(direct, at + bit / 8);
      return;
    }
    const words = this.words(node);
    const first = bit >> 6;
    const shift = bit & 63;
    if (shift + width <= 64) {
      const rest = Math.min(64, whole - 64 * first);
      this.pushBits({ local: words[first], type: "i64", width: rest }, shift, width, type);
      return;
    }
    code.get(words[first]).i64(BigInt(shift)).op("i64.shr_u");
    code
      .get(words[first + 1])
      .i64(BigInt(64 - shift))
      .op("i64.shl", "i64.or");
    if (width < 64) code.i64(ones(width)).op("i64.and");
    if (type === "i32") code.op("i32.wrap_i64");
  }

  /** Leaves some of the bits of a local on the stack. */
  pushBits(from: Bits, bit: number, width: number, type: Scalar): void {
    const code = this.#code;
    code.get(from.local);
    if (bit > 0) code.scalar(from.type, BigInt(bit)).op(`${from.type}.shr_u`);
    const mask = bit + width < from.width;
    if (from.type === "i64" && type === "i32") {
      code.op("i32.wrap_i64");
      if (mask && width < 32) code.i32(Number(ones(width))).op("i32.and");
      return;
    }
    if (mask) code.scalar(from.type, ones(width)).op(`${from.type}.and`);
    if (from.type !== type) code.op("i64.extend_i32_u");
  }

  /** Bits of a node in locals of up to 64, least significant first: i32 if there are up to 32 in all. */
  parts(node: NodeId, bit: number, width: number): readonly Bits[] {
    const type = scalarOf(width);
    const whole = this.#width(node);
    if (!isWide(whole) && width === whole) return [{ local: this.scalar(node), type, width }];
    if (bit % 64 === 0 && width > 32 && isWide(whole) && (width % 64 === 0 || bit + width === whole)) {
      const words = this.words(node).slice(bit / 64, bit / 64 + wordsOf(width));
      return words.map((local, i) => ({ local, type, width: Math.min(64, width - 64 * i) }));
    }
    const parts: Bits[] = [];
    for (let done = 0; done < width; done += 64) {
      const size = Math.min(64, width - done);
      this.pushField(node, bit + done, size, type);
      parts.push({ local: this.#code.keep(type), type, width: size });
    }
    return parts;
  }

  /** Joins parts, least significant first, to one scalar, or to words where there are more than 64 bits. */
  gather(parts: readonly Part[]): readonly Local[] {
    const width = parts.reduce((sum, part) => sum + widthOf(part), 0);
    const type = scalarOf(width);
    const code = this.#code;
    if (parts.every((part) => "local" in part && part.type === type)) {
      const bits = parts as readonly Bits[];
      if (bits.slice(0, -1).every((part) => part.width === unit(type))) return bits.map(({ local }) => local);
    }
    const result: Local[] = [];
    let at = 0;
    let isEmpty = true;
    for (const part of parts) {
      const size = widthOf(part);
      for (let done = 0; done < size; ) {
        const low = at % unit(type);
        const count = Math.min(unit(type) - low, size - done);
        if (!("zeros" in part)) {
          if ("local" in part) this.pushBits(part, done, count, type);
          else this.pushField(part.node, part.bit + done, count, type);
          if (low > 0) code.scalar(type, BigInt(low)).op(`${type}.shl`);
          if (!isEmpty) code.op(`${type}.or`);
          isEmpty = false;
        }
        at += count;
        done += count;
        if (at % unit(type) !== 0 && at !== width) continue;
        if (isEmpty) code.scalar(type, 0n);
        isEmpty = true;
        result.push(code.keep(type));
      }
    }
    return result;
  }

  /** Hands in a node as parts. */
  putParts(node: NodeId, parts: readonly Part[]): void {
    const locals = this.gather(parts);
    if (isWide(this.#width(node))) this.putWords(node, locals);
    else this.putScalar(node, locals[0]);
  }

  /** Stores what has been handed in at an address. */
  store(node: NodeId, address: number): void {
    const code = this.#code;
    const width = this.#width(node);
    if (!isWide(width)) {
      code.store(`${scalarOf(width)}.store`, address, () => code.get(this.scalar(node)));
      return;
    }
    const limbs = this.#limbs.get(node);
    if (limbs) {
      for (const [i, limb] of limbs.entries())
        code.store("v128.store", address + 16 * i, () => code.get(limb));
    } else {
      for (const [i, word] of this.words(node).entries()) {
        code.store("i64.store", address + 8 * i, () => code.get(word));
      }
    }
  }

  /** Leaves an i32 on the stack that is not 0 if the node differs from what is stored at an address. */
  pushDiffers(node: NodeId, address: number): void {
    const code = this.#code;
    const width = this.#width(node);
    if (!isWide(width)) {
      const type = scalarOf(width);
      code.load(`${type}.load`, address).get(this.scalar(node)).op(`${type}.ne`);
      return;
    }
    const limbs = this.#limbs.get(node);
    const locals = limbs ?? this.words(node);
    for (const [i, local] of locals.entries()) {
      code.load(limbs ? "v128.load" : "i64.load", address + (limbs ? 16 : 8) * i).get(local);
      code.op(limbs ? "v128.xor" : "i64.xor");
      if (i > 0) code.op(limbs ? "v128.or" : "i64.or");
    }
    if (limbs) code.op("v128.any_true");
    else code.i64(0n).op("i64.ne");
  }

  /** Where a field comes from whole, if the node only moves it and need not be made for it. */
  #source(node: NodeId, bit: number, width: number): Field | undefined {
    if (this.has(node) || this.#stored(node) >= 0) return undefined;
    if (!this.#moves.has(node)) this.#moves.set(node, this.#movesOf(node));
    let low = 0;
    for (const part of this.#moves.get(node) ?? []) {
      const end = low + widthOf(part);
      if ("node" in part && low <= bit && bit + width <= end)
        return { node: part.node, bit: part.bit + bit - low, width };
      low = end;
    }
    return undefined;
  }

  #ensure(node: NodeId): void {
    if (!this.has(node) && this.#stored(node) < 0) this.#define(node);
  }

  #width(node: NodeId): number {
    return this.#netlist.nodes[node].width;
  }
}

/** Loads that give just these bits. */
const DIRECT = {
  i32: new Map([
    [8, "i32.load8_u"],
    [16, "i32.load16_u"],
    [32, "i32.load"],
  ] as const),
  i64: new Map([
    [8, "i64.load8_u"],
    [16, "i64.load16_u"],
    [32, "i64.load32_u"],
    [64, "i64.load"],
  ] as const),
} as unknown as Record<Scalar, ReadonlyMap<number, "i32.load" | "i64.load">>;
