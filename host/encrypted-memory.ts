import type { KeyBits } from "../rtl/aes/parameters.ts";
import { LINE_BYTES } from "../rtl/xts/geometry.ts";
import { LineEngine } from "../rtl/xts/line-engine.ts";
import type { Bench } from "../sim/bench/bench.ts";
import type { Task } from "../sim/bench/coroutine.ts";
import { simulate } from "../sim/bench/simulate.ts";
import type { Simulation } from "../sim/bench/simulation.ts";
import { elaborate, type Outside } from "../sim/hdl/index.ts";
import { FileSink } from "../sim/waves/file-sink.ts";
import type { Dumped } from "../sim/waves/save-file.ts";
import type { LineMemory, LineMemoryOptions, LineRequest, LineResult } from "./line-memory.ts";
import { LinePort } from "./line-port.ts";
import { programKeys } from "./program-keys.ts";
import { runLayout } from "./run-layout.ts";
import { runWhile } from "./run-while.ts";
import { TransactionLanes } from "./transaction-lanes.ts";

type Ports = Outside<ReturnType<typeof LineEngine>["shape"]>;

const PERIOD_PS = 1_000;

/**
 * A memory behind the line engine in simulated hardware: the cells hold ciphertext only. Requests are handed over in
 * order, at most one a direction and cycle; a read waits for the writes to its line.
 */
export class EncryptedMemory implements LineMemory {
  cycles = 0;
  private readonly sim: Simulation<Ports>;
  private readonly ports: { readonly write: LinePort; readonly read: LinePort };
  private readonly cells = new Map<number, Uint8Array>();
  private readonly queue: LineRequest[] = [];
  private results: LineResult[] = [];
  /** Writes on their way, by line. */
  private readonly writing = new Map<number, number>();
  private readonly lanes: Readonly<Record<LineRequest["op"], TransactionLanes>> | undefined;
  /** When waves are most worth a look: the first write, or else the first read. */
  private readonly busy = { write: 0, read: 0 };

  constructor({ seed, key1, key2, wave, engine, revealSecrets = false }: LineMemoryOptions) {
    const design = elaborate(LineEngine({ keyBits: (8 * key1.length) as KeyBits }));
    this.sim = simulate(design, { engine, seed: fold(seed) }).clock({ period: PERIOD_PS });
    const { dut } = this.sim;
    this.ports = { write: new LinePort(this.sim, dut.write), read: new LinePort(this.sim, dut.read) };
    this.sim.drive(dut.program.valid, 0);
    if (wave) {
      // A path of its own gets a save file beside it; a device or a pipe has no such place.
      const target = wave.gtkw ? wave.vcd : new FileSink(wave.vcd);
      const save = (dumped: Dumped) => runLayout(this.busy.write || this.busy.read, PERIOD_PS)(dumped);
      this.sim.vcd(target, { save, revealSecrets, comment: `LineEngine, seed ${seed}` });
      const top = design.netlist.name;
      const lanes = (letter: string, cipher: string, port: string) =>
        new TransactionLanes(this.sim, design.netlist, letter, `${top}.${cipher}`, `${top}.${port}.up`);
      this.lanes = { write: lanes("W", "encrypt", "write"), read: lanes("R", "decrypt", "read") };
    }
    this.sim.background((bench) => this.serve(bench, key1, key2));
  }

  get timePs(): number {
    return this.sim.time;
  }

  get waiting(): number {
    return this.queue.length;
  }

  load(address: number, ciphertext: Uint8Array): void {
    this.cells.set(address, ciphertext);
  }

  submit(request: LineRequest): void {
    this.queue.push(request);
  }

  advance(waiting: number): readonly LineResult[] {
    return this.resultsWhile(() => this.queue.length > waiting);
  }

  drain(): readonly LineResult[] {
    return this.resultsWhile(() => this.unfinished > 0);
  }

  [Symbol.dispose](): void {
    this.sim[Symbol.dispose]();
  }

  private get unfinished(): number {
    return this.queue.length + this.ports.write.unfinished + this.ports.read.unfinished;
  }

  private resultsWhile(isBusy: () => boolean): readonly LineResult[] {
    runWhile(this.sim, isBusy, () => this.unfinished);
    const { results } = this;
    this.results = [];
    return results;
  }

  private *serve(bench: Bench<Ports>, key1: Uint8Array, key2: Uint8Array): Task {
    const { write, read } = this.ports;
    yield* programKeys(bench, bench.dut.program, 0, { key1, key2 });
    const watched = { write: write.watched, read: read.watched };
    for (const start = bench.cycle; ; this.cycles = bench.cycle - start) {
      this.dispatch();
      write.drive(bench);
      read.drive(bench);
      this.show(bench);
      const seen = yield* bench.sampleBytes(watched);
      write.observe(seen.write, bench.cycle);
      read.observe(seen.read, bench.cycle);
    }
  }

  /** Hands requests to the ports, in order, as far as they are free. */
  private dispatch(): void {
    for (;;) {
      const request = this.queue[0];
      if (!request || !this.ports[request.op].isFree) return;
      const { op, address } = request;
      if (op === "read" && this.writing.has(address)) return;
      this.queue.shift();
      const tag = op === "write" ? this.store(request) : this.fetch(request);
      this.lanes?.[op].offer(tag, address);
      this.busy[op] ||= this.sim.time;
    }
  }

  /** Keeps the rows of text in the waves. */
  private show(bench: Bench<Ports>): void {
    if (!this.lanes) return;
    for (const op of ["write", "read"] as const) {
      this.lanes[op].update(bench);
      if (this.ports[op].isFree) this.lanes[op].idle();
    }
  }

  private store(request: LineRequest): number {
    const { address, data = new Uint8Array(LINE_BYTES) } = request;
    this.writing.set(address, (this.writing.get(address) ?? 0) + 1);
    return this.ports.write.offer({
      address,
      line: data,
      done: (line, latencyCycles) => {
        const left = (this.writing.get(address) ?? 0) - 1;
        if (left > 0) this.writing.set(address, left);
        else this.writing.delete(address);
        this.cells.set(address, line);
        this.results.push({ request, data: line, latencyCycles });
      },
    });
  }

  private fetch(request: LineRequest): number {
    const { address } = request;
    return this.ports.read.offer({
      address,
      line: this.cells.get(address) ?? new Uint8Array(LINE_BYTES),
      done: (data, latencyCycles) => this.results.push({ request, data, latencyCycles }),
    });
  }
}

/** A seed of 53 bits in the 32 that a simulation takes. */
const fold = (seed: number): number => ((seed % 2 ** 32) ^ Math.floor(seed / 2 ** 32)) >>> 0;
