import type { PortRecording } from "../../sim/export/port-recording.ts";
import type { Field, Track } from "../../sim/export/track.ts";
import { scopePath, signalPath } from "../../sim/netlist/netlist.ts";

/** How much an output of a module moved. */
export interface OutputCoverage {
  /** The module and the path of the output in it: `Fifo.down.valid`. */
  readonly name: string;
  readonly module: string;
  /** Bits; of the widest where instances differ. */
  width: number;
  /** Bits that were seen at 0 and at 1 in one instance. */
  moved: bigint;
}

/** The outputs of all modules, over all their instances in some recordings. */
export function coverage(recordings: readonly PortRecording[]): readonly OutputCoverage[] {
  const found = new Map<string, OutputCoverage>();
  for (const { netlist, outputs } of recordings) {
    for (const { scope, track } of outputs) {
      const { module } = netlist.scopes[scope];
      const inside = scopePath(netlist, scope).length;
      for (const field of track.fields) {
        const name = module + signalPath(netlist, field.signal).slice(inside);
        const output = found.get(name) ?? { name, module, width: 0, moved: 0n };
        output.width = Math.max(output.width, field.width);
        output.moved |= movedBits(track, field);
        found.set(name, output);
      }
    }
  }
  return [...found.values()];
}

function movedBits(track: Track, { at, width }: Field): bigint {
  let moved = 0n;
  for (let word = Math.ceil(width / 32) - 1; word >= 0; word--) {
    let zeros = 0;
    let ones = 0;
    for (let row = 0; row < track.rows; row++) {
      const value = track.row("value", row)[at + word];
      const known = ~track.row("unknown", row)[at + word];
      zeros |= ~value & known;
      ones |= value & known;
    }
    moved = (moved << 32n) | BigInt((zeros & ones) >>> 0);
  }
  return moved;
}

/** Bits of the outputs of each module, and how many of them moved. */
export function byModule(
  outputs: readonly OutputCoverage[],
): ReadonlyMap<string, { readonly bits: number; readonly moved: number }> {
  const modules = new Map<string, { bits: number; moved: number }>();
  for (const { module, width, moved } of outputs) {
    const sum = modules.get(module) ?? { bits: 0, moved: 0 };
    sum.bits += width;
    sum.moved += moved.toString(2).replaceAll("0", "").length;
    modules.set(module, sum);
  }
  return modules;
}
