import type { Netlist } from "../netlist/netlist.ts";
import type { WaveVariable } from "./variable.ts";

/** How GTKWave writes a value. Unless given: names for enumerations, hex for words, a line for one bit. */
export type Radix = "bit" | "binary" | "hex" | "decimal" | "signed" | "enum";

export type Colour = "normal" | "red" | "orange" | "yellow" | "green" | "blue" | "indigo" | "violet";

/** One signal or lane by its path; or all that a `PathPattern` matches, the contents of a scope among them. */
export interface Trace {
  readonly path: string;
  readonly radix?: Radix;
  /** Shown in place of the last part of the path. */
  readonly alias?: string;
  readonly colour?: Colour;
}

/** Rows under a title, which fold up unless `open`. Inner groups follow the group's own rows. */
export interface Group {
  readonly title: string;
  readonly open?: boolean;
  /** For the traces that name none. */
  readonly colour?: Colour;
  readonly traces: readonly Trace[];
  readonly groups?: readonly Group[];
}

/** A flag at a time, in ps. */
export interface Marker {
  readonly time: number;
  readonly name: string;
}

/** What GTKWave shows when it opens a wave file. */
export interface SaveFile {
  readonly groups: readonly Group[];
  /** At most 26, the number that GTKWave has. */
  readonly markers?: readonly Marker[];
  /** The span of time that fills the window at first, in ps. */
  readonly window?: { readonly from: number; readonly to: number };
}

/** What a save file must know of the dump that it is for; a finished `VcdWriter` is one. */
export interface Dumped {
  readonly netlist: Netlist;
  readonly variables: readonly WaveVariable[];
  /** First and last time in the file, in ps, and how many there are. */
  readonly first: number;
  readonly last: number;
  readonly steps: number;
  /** When a string lane first had text; undefined if none ever had. */
  readonly active: number | undefined;
}
