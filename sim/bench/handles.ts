import type { Bits } from "../hdl/bits.ts";
import { Lanes } from "../hdl/lanes.ts";
import { signalOf } from "../hdl/signals.ts";
import type { Vec } from "../hdl/vec.ts";
import { Word } from "../hdl/word.ts";
import type { SignalId } from "../netlist/netlist.ts";
import { Pin, type Probe } from "./pin.ts";

/** What a bench can read: a port of the design under test, or a signal found by its path. */
export type Readable = Bits | Vec | Probe;

/** Whether it is one value, and not a record of them. */
export const isLeaf = (what: object): what is Readable =>
  what instanceof Pin || (what as unknown) instanceof Word || (what as unknown) instanceof Lanes;

/** The handles of a design's ports, with their signals. */
export function portHandles(io: object): Map<object, SignalId> {
  const found = new Map<object, SignalId>();
  const walk = (entry: object): void => {
    if (!isLeaf(entry)) Object.values(entry).forEach(walk);
    else found.set(entry, signalOf(entry as Bits)!);
  };
  walk(io);
  return found;
}
