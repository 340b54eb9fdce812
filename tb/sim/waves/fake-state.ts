import type { State } from "../../../sim/netlist/engine.ts";
import type { Netlist, NodeId } from "../../../sim/netlist/netlist.ts";

/** A state that a test sets by hand: every node has storage. */
export class FakeState implements State {
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  readonly #netlist: Netlist;
  readonly #offsets: readonly number[];

  constructor(netlist: Netlist) {
    let words = 0;
    this.#netlist = netlist;
    this.#offsets = netlist.nodes.map(({ width }) => {
      const offset = words;
      words += Math.ceil(width / 32);
      return offset;
    });
    this.value = new Int32Array(words);
    this.unknown = new Int32Array(words);
  }

  offset(node: NodeId): number {
    return this.#offsets[node];
  }

  /** Gives a node a value in the characters 0 1 x z, most significant first. */
  set(node: NodeId, bits: string): void {
    const { width } = this.#netlist.nodes[node];
    if (bits.length !== width) throw new Error(`${bits} has ${bits.length} bits, node ${node} ${width}`);
    const low = this.#offsets[node];
    this.value.fill(0, low, low + Math.ceil(width / 32));
    this.unknown.fill(0, low, low + Math.ceil(width / 32));
    for (let bit = 0; bit < width; bit++) {
      const state = "01xz".indexOf(bits[width - 1 - bit]);
      this.value[low + (bit >> 5)] |= (state & 1) << (bit & 31);
      this.unknown[low + (bit >> 5)] |= (state >> 1) << (bit & 31);
    }
  }
}
