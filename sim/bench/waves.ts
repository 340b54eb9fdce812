import type { Engine } from "../netlist/engine.ts";
import { FileSink } from "../waves/file-sink.ts";
import { writeSaveFile } from "../waves/gtkw.ts";
import type { Dumped, SaveFile } from "../waves/save-file.ts";
import type { Sink } from "../waves/sink.ts";
import type { Lane } from "../waves/string-lane.ts";
import { type VcdOptions, VcdWriter } from "../waves/vcd-writer.ts";

export interface WaveOptions extends VcdOptions {
  /** What GTKWave shows first; a group a scope unless given. Made when the dump is complete. */
  readonly save?: SaveFile | ((dumped: Dumped) => SaveFile);
}

interface Dump {
  readonly writer: VcdWriter;
  readonly path: string | undefined;
  readonly options: WaveOptions;
}

/** The wave files of a run. They are whole whenever they are closed, however the run ended. */
export class Waves {
  readonly #engine: Engine;
  readonly #dumps: Dump[] = [];
  #last = -1;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether any is open. */
  get isOpen(): boolean {
    return this.#dumps.length > 0;
  }

  /** To a file, with a GTKWave save file beside it, or to a sink. */
  open(target: string | Sink, options: WaveOptions): void {
    const { netlist, state } = this.#engine;
    const path = typeof target === "string" ? target : undefined;
    const sink = typeof target === "string" ? () => new FileSink(target) : target;
    this.#dumps.push({ writer: new VcdWriter(netlist, state, sink, options), path, options });
  }

  /** A row of text in every wave file that is open. */
  lane(name: string, scope: string): Lane {
    const lanes = this.#dumps.map(({ writer }) => writer.lane(name, scope));
    return {
      set: (text, colour) => {
        for (const lane of lanes) lane.set(text, colour);
      },
    };
  }

  /** Phase 9; once a time. */
  dump(time: number): void {
    if (time <= this.#last) return;
    this.#last = time;
    for (const { writer } of this.#dumps) writer.dump(time);
  }

  /** Ends every file at `time`, and goes on past one that fails. @throws the first failure. */
  close(time: number): void {
    const failures: unknown[] = [];
    for (const { writer, path, options } of this.#dumps.splice(0)) {
      try {
        writer.finish(time);
        const { save } = options;
        if (path !== undefined) writeSaveFile(path, writer, typeof save === "function" ? save(writer) : save);
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
