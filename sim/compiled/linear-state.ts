import type { State } from "../netlist/engine.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Layout } from "./layout.ts";

/** Of the widest value. */
const MOST_WORDS = 65_536 / 32;

/** The state in linear memory; nothing in it is unknown. */
export class LinearState implements State {
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  readonly #values: Float64Array;

  constructor(memory: ArrayBuffer, { values }: Pick<Layout, "values">) {
    this.value = new Int32Array(memory);
    let end = 0;
    for (const address of values) if (address > end) end = address;
    this.unknown = new Int32Array(end / 4 + MOST_WORDS);
    this.#values = values;
  }

  offset(node: NodeId): number {
    const address = this.#values[node];
    return address < 0 ? -1 : address / 4;
  }
}
