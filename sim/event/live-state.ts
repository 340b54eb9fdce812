import type { State } from "../netlist/engine.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Agenda } from "./agenda.ts";
import type { Layout } from "./layout.ts";
import type { Planes } from "./planes.ts";

/** The lasting values of a run, and the one way to change them: whoever reads a value that changed is woken. */
export class LiveState implements State {
  readonly planes: Planes;
  readonly value: Int32Array;
  readonly unknown: Int32Array;
  readonly #agenda: Agenda;
  readonly #layout: Layout;

  constructor(planes: Planes, agenda: Agenda, layout: Layout) {
    this.planes = planes;
    this.value = planes.value;
    this.unknown = planes.unknown;
    this.#agenda = agenda;
    this.#layout = layout;
  }

  offset(node: NodeId): number {
    return this.#layout.kept[node];
  }

  /** Copies a value of `words` words over the lasting one at `to`, and wakes what reads `source` if it differs. */
  publish(from: number, to: number, words: number, source: number): void {
    const { value } = this;
    const { mixed } = this.planes;
    if ((mixed[from] | mixed[to]) !== 0) {
      if (this.#same(from, to, words)) return;
      this.planes.copy(from, to, words);
    } else {
      let differs = 0;
      for (let i = 0; i < words; i++) differs |= value[from + i] ^ value[to + i];
      if (differs === 0) return;
      for (let i = 0; i < words; i++) value[to + i] = value[from + i];
    }
    this.#agenda.wake(source);
  }

  #same(from: number, to: number, words: number): boolean {
    const { value, unknown } = this;
    for (let i = 0; i < words; i++) {
      if (value[from + i] !== value[to + i] || unknown[from + i] !== unknown[to + i]) return false;
    }
    return true;
  }
}
