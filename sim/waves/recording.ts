import type { State } from "../netlist/engine.ts";
import type { Enum, Netlist } from "../netlist/netlist.ts";
import { scopePath } from "../netlist/netlist.ts";
import { origins, secretOrigins } from "./secrets.ts";
import { type Selection, selectSignals } from "./selection.ts";

/** A recorded signal: one sample a call of `capture`. */
export interface RecordedTrace {
  /** Path below the top. */
  readonly name: string;
  readonly width: number;
  readonly enumeration: Enum | undefined;
  /** Each all `width` characters 0 1 x z, most significant first. */
  readonly samples: readonly string[];
}

/** Keeps the values of chosen signals, a sample at a time: for golden tests and pictures, not for long runs. */
export class Recording {
  readonly traces: readonly RecordedTrace[];
  readonly #captures: ReadonlyArray<() => void>;

  /** Secret signals are recorded as x throughout. @throws DesignError WAVE as `selectSignals` does. */
  constructor(netlist: Netlist, state: State, selection: Selection = {}) {
    const origin = origins(netlist);
    const secrets = secretOrigins(netlist, origin);
    const top = scopePath(netlist, 0).length + 1;
    const made = selectSignals(netlist, selection).map((id) => {
      const { name, scope, node, enumeration } = netlist.signals[id];
      const { width } = netlist.nodes[node];
      const samples: string[] = [];
      const trace: RecordedTrace = {
        name: `${scopePath(netlist, scope)}.${name}`.slice(top),
        width,
        enumeration: enumeration === undefined ? undefined : netlist.enums[enumeration],
        samples,
      };
      const isSecret = secrets.has(origin[node]);
      const capture = () =>
        samples.push(isSecret ? "x".repeat(width) : bits(state, state.offset(node), width));
      return { trace, capture };
    });
    this.traces = made.map(({ trace }) => trace);
    this.#captures = made.map(({ capture }) => capture);
  }

  /** Samples taken. */
  get length(): number {
    return this.traces[0]?.samples.length ?? 0;
  }

  capture(): void {
    for (const capture of this.#captures) capture();
  }
}

function bits({ value, unknown }: State, low: number, width: number): string {
  let text = "";
  for (let bit = width - 1; bit >= 0; bit--) {
    const word = low + (bit >> 5);
    text += "01xz"[((value[word] >>> (bit & 31)) & 1) + 2 * ((unknown[word] >>> (bit & 31)) & 1)];
  }
  return text;
}
