import type { PortRecording } from "../../sim/export/port-recording.ts";
import type { SystemVerilog } from "../../sim/export/system-verilog.ts";
import { type TestbenchOptions, testbench } from "../../sim/export/testbench.ts";
import { signalPath } from "../../sim/netlist/netlist.ts";
import { formatPlace } from "../../sim/netlist/place.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";
import type { SourceFile } from "./work-folder.ts";

/** A recording to be run again on the SystemVerilog of its design. */
export interface Replay {
  readonly recording: PortRecording;
  readonly design: SystemVerilog;
}

/** Where another simulator first saw something else than our kernel. */
export interface Difference {
  /** Of the signal, as waves show it. */
  readonly path: string;
  /** Where the signal is declared. */
  readonly place: string;
  /** Picoseconds. */
  readonly time: number;
  /** Active edges of the signal's domain so far, and the name of that domain. */
  readonly edge: number | undefined;
  readonly domain: string | undefined;
  /** In hex; undefined for secrets. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export interface Verdict {
  /** The module. */
  readonly top: string;
  /** Steps that were compared, the one that differs included. */
  readonly steps: number;
  /** What differs at the first step that does; nothing if all is equal. */
  readonly differences: readonly Difference[];
}

const EQUAL = /^(\w+)_tb: equal, (\d+) steps$/gm;
const DIFFERS =
  /^(\w+)_tb: difference in (\S+) at (\d+) ps, (?:edge (\d+) of (\S+), )?step (\d+): (?:expected (\S+), got (\S+)|\(secret\))$/gm;

/** Runs recordings again, side by side in one simulation. Tops are different modules. */
export async function replay(
  simulator: Simulator,
  replays: readonly Replay[],
  options: SimulatorOptions & TestbenchOptions = {},
): Promise<Verdict[]> {
  const benches = replays.map(({ recording, design }) => testbench(recording, design, options));
  const files = merge([...replays.map(({ design }) => design.files), ...benches.map((bench) => bench.files)]);
  const output = await simulator(
    files,
    benches.map(({ top }) => top),
    options,
  );
  return replays.map(({ recording, design: { top } }) => verdict(top, recording, output));
}

/** A verdict as people read it. */
export function describeVerdict({ top, steps, differences }: Verdict): string {
  if (differences.length === 0) return `${top}: equal, ${steps} steps`;
  const { path, place, time, edge, domain, expected, actual } = differences[0];
  const when = domain === undefined ? `${time} ps` : `${time} ps, edge ${edge} of ${domain}`;
  const values = expected === undefined ? "(secret)" : `expected ${expected}, got ${actual}`;
  return `${top}: ${path} at ${when}: ${values} (${place})`;
}

function verdict(top: string, { netlist }: PortRecording, output: string): Verdict {
  for (const [, name, steps] of output.matchAll(EQUAL)) {
    if (name === top) return { top, steps: Number(steps), differences: [] };
  }
  const found = [...output.matchAll(DIFFERS)].filter(([, name]) => name === top);
  if (found.length === 0) throw new Error(`${top}_tb gave no verdict:\n${output}`);
  const differences = found.map(([, , path, time, edge, domain, , expected, actual]) => {
    const id = netlist.signals.findIndex((_, signal) => signalPath(netlist, signal) === path);
    const place = formatPlace(netlist.places[netlist.signals[id].place]);
    const count = edge === undefined ? undefined : Number(edge);
    return { path, place, time: Number(time), edge: count, domain, expected, actual };
  });
  return { top, steps: Number(found[0][6]) + 1, differences };
}

/** One list of files; those that several designs share are there once. */
function merge(lists: readonly (readonly SourceFile[])[]): SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (const file of lists.flat()) {
    const known = files.get(file.name);
    if (known && known.text !== file.text) throw new Error(`two files are called ${file.name}`);
    files.set(file.name, file);
  }
  return [...files.values()];
}
