import type { Engine, State } from "../netlist/engine.ts";
import { type Signal, type SignalId, signalPath } from "../netlist/netlist.ts";
import type { Place } from "../netlist/place.ts";
import { origins, secretOrigins } from "../waves/secrets.ts";
import { Logic } from "./logic.ts";

/** A named signal of a running design, found by its path. Stands wherever a bench reads a port. */
export interface Probe {
  /** Dotted, from the top. */
  readonly path: string;
  /** Bits in all. */
  readonly width: number;
  readonly kind: Signal["kind"];
}

/** A signal as benches reach it: where its value lies in the engine's state. */
export class Pin implements Probe {
  readonly id: SignalId;
  readonly path: string;
  readonly width: number;
  readonly kind: Signal["kind"];
  readonly node: number;
  readonly place: Place;
  /** Words of 32 bits, and bytes, that hold the value. */
  readonly words: number;
  readonly bytes: number;
  readonly #engine: Engine;
  readonly #state: State;
  readonly #at: number;
  #view: Uint8Array = new Uint8Array();

  constructor(engine: Engine, id: SignalId) {
    const { netlist, state } = engine;
    const { node, kind, place } = netlist.signals[id];
    this.id = id;
    this.path = signalPath(netlist, id);
    this.kind = kind;
    this.node = node;
    this.width = netlist.nodes[node].width;
    this.words = Math.ceil(this.width / 32);
    this.bytes = Math.ceil(this.width / 8);
    this.place = netlist.places[place];
    this.#engine = engine;
    this.#state = state;
    this.#at = state.offset(node);
  }

  /** The lowest bit: 0, 1, or 2 where it is x or z. */
  level(): 0 | 1 | 2 {
    if ((this.#state.unknown[this.#at] & 1) !== 0) return 2;
    return (this.#state.value[this.#at] & 1) as 0 | 1;
  }

  /** The lowest 32 bits, unsigned. Unknown bits come as in the value plane. */
  low(): number {
    return this.#state.value[this.#at] >>> 0;
  }

  isKnown(): boolean {
    const { unknown } = this.#state;
    let any = 0;
    for (let i = 0; i < this.words; i++) any |= unknown[this.#at + i];
    return any === 0;
  }

  value(): bigint {
    return readWords(this.#state.value, this.#at, this.words);
  }

  logic(): Logic {
    return new Logic(this.width, this.value(), readWords(this.#state.unknown, this.#at, this.words));
  }

  /** Little-endian bytes into the array, which has `bytes` of them. Unknown bits come as in the value plane. */
  copyBytes(into: Uint8Array): void {
    const { value } = this.#state;
    if (this.#view.buffer !== value.buffer) {
      this.#view = new Uint8Array(value.buffer, value.byteOffset + 4 * this.#at, this.bytes);
    }
    into.set(this.#view);
  }

  /** Both planes into an array of `2 * words`. */
  copyPlanes(into: Int32Array): void {
    const { value, unknown } = this.#state;
    for (let i = 0; i < this.words; i++) {
      into[i] = value[this.#at + i];
      into[this.words + i] = unknown[this.#at + i];
    }
  }

  /** Whether the planes are as they were copied. */
  equalsPlanes(copy: Int32Array): boolean {
    const { value, unknown } = this.#state;
    let differs = 0;
    for (let i = 0; i < this.words; i++) {
      differs |= (copy[i] ^ value[this.#at + i]) | (copy[this.words + i] ^ unknown[this.#at + i]);
    }
    return differs === 0;
  }

  /** The name that the signal's enumeration or state machine has for a value. */
  memberName(value: bigint): string | undefined {
    const { signals, enums } = this.#engine.netlist;
    const { enumeration } = signals[this.id];
    if (enumeration === undefined) return undefined;
    return enums[enumeration].members.find((member) => BigInt(member.value) === value)?.name;
  }

  /** A value of the signal for a message: by name or in hex, and nothing of a secret one. */
  describe(logic: Logic = this.logic()): string {
    const { netlist } = this.#engine;
    const origin = origins(netlist);
    if (secretOrigins(netlist, origin).has(origin[this.node])) return "(secret)";
    return (logic.isKnown && this.memberName(logic.value)) || logic.toHex();
  }
}

function readWords(plane: Int32Array, at: number, words: number): bigint {
  let value = BigInt(plane[at + words - 1] >>> 0);
  for (let word = at + words - 2; word >= at; word--) value = (value << 32n) | BigInt(plane[word] >>> 0);
  return value;
}
