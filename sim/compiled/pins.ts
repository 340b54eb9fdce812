import type { NodeId } from "../netlist/netlist.ts";
import type { Plan } from "./context.ts";

/** A node that is moved from outside: an input or a root clock. */
interface Pin {
  /** Word offset, words, and the bits that the last word has. */
  readonly at: number;
  readonly words: number;
  readonly top: number;
  /** Addresses of the flags of what reads it. */
  readonly flags: Int32Array;
}

/** The pins of the design, in linear memory. */
export class Pins {
  readonly #value: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #pins = new Map<NodeId, Pin>();
  readonly #random: (() => number) | undefined;

  /** `random` draws bits for x and z, which are 0 without it. */
  constructor({ netlist, layout, wiring }: Plan, value: Int32Array, random: (() => number) | undefined) {
    this.#value = value;
    this.#bytes = new Uint8Array(value.buffer);
    this.#random = random;
    for (const [id, { op, width }] of netlist.nodes.entries()) {
      if (op !== "input" && op !== "clock") continue;
      const flags = [...wiring.regionsOf(id), ...wiring.updatesOf(id)].map((flag) => layout.flags + flag);
      this.#pins.set(id, {
        at: layout.values[id] / 4,
        words: Math.ceil(width / 32),
        top: width % 32 === 0 ? -1 : (1 << (width % 32)) - 1,
        flags: Int32Array.from(flags),
      });
    }
  }

  /** Replaces a value, and flags what reads it if it differs; true if there is such. */
  set(node: NodeId, value: ArrayLike<number>, unknown: ArrayLike<number> | undefined): boolean {
    const { at, words, top, flags } = this.#pins.get(node)!;
    const state = this.#value;
    let differs = 0;
    for (let i = 0; i < words; i++) {
      const mask = i === words - 1 ? top : -1;
      const open = unknown === undefined ? 0 : unknown[i] & mask;
      let bits = value[i] & mask & ~open;
      if (open !== 0 && this.#random) bits |= this.#random() & open;
      differs |= state[at + i] ^ bits;
      state[at + i] = bits;
    }
    return differs !== 0 && this.#wake(flags);
  }

  /** As `set`, for a pin of one bit that changes. */
  toggle(node: NodeId, level: 0 | 1): boolean {
    const { at, flags } = this.#pins.get(node)!;
    this.#value[at] = level;
    return this.#wake(flags);
  }

  #wake(flags: Int32Array): boolean {
    for (let i = 0; i < flags.length; i++) this.#bytes[flags[i]] = 1;
    return flags.length > 0;
  }
}
