import type { Simulation } from "../../sim/bench/index.ts";
import { type Memory, scopePath } from "../../sim/netlist/netlist.ts";

/** The memories that hold any bit that is not 0, of those that are asked for, by their paths. */
export function filled(
  { session: { engine } }: Simulation<unknown>,
  isAsked: (memory: Memory) => boolean,
): string[] {
  const { netlist } = engine;
  return netlist.memories.flatMap((memory, index) => {
    const words = Array.from({ length: memory.depth }, (_, address) => engine.peekMemory(index, address));
    const isEmpty = words.every(({ value, unknown }) => (value | unknown) === 0n);
    return isAsked(memory) && !isEmpty ? [`${scopePath(netlist, memory.scope)}.${memory.name}`] : [];
  });
}

/** A bank of round keys. */
export const isBank = ({ name }: Memory): boolean => /^key\d+$/.test(name);
