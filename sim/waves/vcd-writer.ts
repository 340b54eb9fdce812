import type { State } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { type Netlist, scopePath } from "../netlist/netlist.ts";
import { BlockBuffer } from "./block-buffer.ts";
import { putDecimal } from "./digits.ts";
import { identifier } from "./identifier.ts";
import { type Selection, selectSignals } from "./selection.ts";
import type { Sink } from "./sink.ts";
import { type Lane, NO_LANE, StringLane } from "./string-lane.ts";
import { BitTracks, WordTracks } from "./tracks.ts";
import { type Track, trackSignals, type WaveVariable } from "./variable.ts";
import { vcdHeader } from "./vcd-header.ts";

const HASH = 35;
const NEWLINE = 10;
/** Bytes of a record beside the digits of its value. */
const FRAME = 16;

export interface VcdOptions extends Selection {
  /** The first and the last time that is written, in ps, both included; the whole run unless given. */
  readonly start?: number;
  readonly stop?: number;
  /** False: string lanes are left out, for readers that know only IEEE 1364. */
  readonly strings?: boolean;
  /** Write the values of secret signals, which are x throughout otherwise. */
  readonly revealSecrets?: boolean;
  /** One line that says what the file shows. */
  readonly comment?: string;
}

/**
 * Writes the named signals of a running netlist as a value change dump (IEEE 1800-2017, 21.7): `dump` once a time, in
 * the postponed phase, and `finish` at the end. Errors of the sink come out of any of the calls.
 */
export class VcdWriter {
  readonly netlist: Netlist;
  /** The names in the file: the selected signals, then the string lanes. */
  readonly variables: readonly WaveVariable[];
  readonly #state: State;
  readonly #sink: Sink;
  readonly #buffer: BlockBuffer;
  readonly #options: VcdOptions;
  readonly #names: WaveVariable[];
  readonly #tracks: readonly Track[];
  readonly #bits: BitTracks;
  readonly #words: WordTracks;
  readonly #lanes: StringLane[] = [];
  #first = -1;
  #last = -1;
  #steps = 0;
  #active: number | undefined;
  #finished = false;

  /**
   * A sink that is given as a function is opened when all else is found right: a misspelt pattern shall not cost the
   * file of an earlier run.
   * @throws DesignError WAVE as `selectSignals` does, and for a window that ends before it starts.
   */
  constructor(netlist: Netlist, state: State, sink: Sink | (() => Sink), options: VcdOptions = {}) {
    const { start = 0, stop = Number.POSITIVE_INFINITY } = options;
    if (stop < start) {
      throw new DesignError(
        "WAVE",
        `the window of the wave file starts at ${start} ps and stops at ${stop} ps`,
        [],
        "let it stop where it starts, or later",
      );
    }
    const { variables, tracks } = trackSignals(
      netlist,
      selectSignals(netlist, options),
      options.revealSecrets ?? false,
    );
    const shown = tracks.filter(({ masked }) => !masked);
    this.netlist = netlist;
    this.variables = this.#names = variables;
    this.#state = state;
    this.#options = options;
    this.#tracks = tracks;
    this.#bits = new BitTracks(
      shown.filter(({ width }) => width === 1),
      state,
    );
    this.#words = new WordTracks(
      shown.filter(({ width }) => width > 1),
      state,
    );
    this.#sink = typeof sink === "function" ? sink() : sink;
    this.#buffer = new BlockBuffer(
      this.#sink,
      tracks.reduce((most, { width }) => Math.max(most, width), 1) + FRAME,
    );
  }

  /** Bytes written so far, those on their way to the sink included. */
  get bytesWritten(): number {
    return this.#buffer.written;
  }

  /** The first time in the file, in ps; -1 before there is one. */
  get first(): number {
    return this.#first;
  }

  /** The last time in the file. */
  get last(): number {
    return this.#last;
  }

  /** Times in the file at which something changed. */
  get steps(): number {
    return this.#steps;
  }

  /** When a lane first had text, in ps; undefined before. */
  get active(): number | undefined {
    return this.#active;
  }

  /**
   * Adds a row of text to a scope, given by its path from the top. Before the first `dump`.
   * @throws DesignError WAVE if there is no such scope, NAME if it has that name already.
   */
  lane(name: string, scope: string): Lane {
    if (this.#first >= 0) throw new Error(`lane ${name} is added after the first dump`);
    if (this.#options.strings === false) return NO_LANE;
    const path = `${scope}.${name}`;
    const id = this.netlist.scopes.findIndex((_, each) => scopePath(this.netlist, each) === scope);
    if (id < 0) {
      throw new DesignError(
        "WAVE",
        `the lane ${name} is for the scope ${scope}, which ${this.netlist.name} does not have`,
        [],
        "give the path of a module, bundle or stage from the top",
      );
    }
    if (!/^[A-Za-z_]\w*$/.test(name) || this.#names.some((variable) => variable.path === path)) {
      throw new DesignError(
        "NAME",
        `${path} cannot be the name of a lane, or is a name already`,
        [],
        "use letters, digits and _, and a name that no signal of the scope has",
      );
    }
    const lane = new StringLane(identifier(this.#tracks.length + this.#lanes.length + 1));
    this.#lanes.push(lane);
    this.#names.push({
      scope: id,
      name,
      path,
      kind: "text",
      width: 1,
      enumeration: undefined,
      code: lane.code,
    });
    return lane;
  }

  /** Writes what differs from the last time, if `time` (ps, later than at the last call) is in the window. */
  dump(time: number): void {
    const { start = 0, stop = Number.POSITIVE_INFINITY } = this.#options;
    if (time < start || time > stop) return;
    if (this.#first < 0) {
      this.#begin(time);
      return;
    }
    if (time <= this.#last) throw new Error(`dump at ${time} ps, after ${this.#last} ps`);
    const { at } = this.#buffer;
    this.#stamp(time);
    const { written } = this.#buffer;
    this.#changes(false);
    if (this.#buffer.written === written) {
      this.#buffer.at = at;
      return;
    }
    this.#step(time);
  }

  /**
   * Ends the file at `time`, or at the end of the window, and closes the sink. A run that never came to the window
   * leaves the state at its end. Once is enough; more calls do nothing.
   */
  finish(time: number): void {
    if (this.#finished) return;
    if (this.#first < 0) this.#begin(time);
    const end = Math.min(time, this.#options.stop ?? time);
    if (end > this.#last) {
      this.#stamp(end);
      this.#last = end;
    }
    this.#buffer.flush();
    this.#sink.close();
    this.#finished = true;
  }

  #begin(time: number): void {
    this.#first = time;
    this.#step(time);
    const buffer = this.#buffer;
    buffer.put(vcdHeader(this.netlist, this.variables, this.#options.comment ?? ""));
    this.#stamp(time);
    buffer.put("$dumpvars\n");
    for (const { masked, width, code } of this.#tracks) {
      if (masked) buffer.put(width === 1 ? `x${code}\n` : `b${"x".repeat(width)} ${code}\n`);
    }
    this.#changes(true);
    buffer.put("$end\n");
  }

  #step(time: number): void {
    this.#last = time;
    this.#steps++;
    if (this.#active === undefined && this.#lanes.some((lane) => !lane.isEmpty)) this.#active = time;
  }

  #changes(all: boolean): void {
    this.#bits.write(this.#state, this.#buffer, all);
    this.#words.write(this.#state, this.#buffer, all);
    for (const lane of this.#lanes) lane.write(this.#buffer, all);
  }

  #stamp(time: number): void {
    const buffer = this.#buffer;
    buffer.bytes[buffer.at++] = HASH;
    buffer.at = putDecimal(buffer.bytes, buffer.at, time);
    buffer.bytes[buffer.at++] = NEWLINE;
  }
}
