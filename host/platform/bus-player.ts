import { type Axi, AxiBurst, AxiResponse } from "../../rtl/bus/axi.ts";
import { LINE_BYTES } from "../../rtl/xts/geometry.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import { always, random } from "../../sim/bench/pattern.ts";
import type { Random } from "../../sim/bench/random.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { StreamDriver } from "../../sim/bench/stream-driver.ts";
import { StreamMonitor } from "../../sim/bench/stream-monitor.ts";
import { StreamSink } from "../../sim/bench/stream-sink.ts";
import type { Flip, Outside } from "../../sim/hdl/index.ts";
import type { JobSource, LineJob } from "./job-source.ts";

/** AxCACHE: normal memory that may be buffered (IHI 0022H, table A4-5). */
const CACHE = 0b0011;

export interface LineDone {
  readonly job: LineJob;
  /** Of a read. */
  readonly data: Uint8Array | undefined;
  /** The bus answered OKAY. */
  readonly isOkay: boolean;
  /** Cycles of the fabric from the transfer of the address to that of the last beat of the answer. */
  readonly latencyCycles: number;
}

export interface BusPlayerOptions {
  /** Whose jobs are played side by side; they take turns. */
  readonly sources: readonly JobSource[];
  readonly dataBits: 128 | 256 | 512;
  readonly idBits: number;
  /** Bursts that may be outstanding. */
  readonly reads: number;
  readonly writes: number;
  /** Makes IDs random, and every channel pause at random. */
  readonly unrest?: Random;
}

/** In how many of the cycles an uneasy channel goes on. */
const UNREST = 0.7;

type Bus = Outside<{ readonly bus: Flip<Axi> }>["bus"];

/** A burst that is under way. */
interface Flight {
  readonly job: LineJob;
  readonly source: JobSource;
  /** Edge at which the address passed. */
  cycle: number;
  /** What has come back, from the lowest byte on. */
  readonly line: Uint8Array;
  beats: number;
}

/**
 * The fabric's side of the bus: moves lines as INCR bursts of one line, many at once, with IDs in turn. Each source is
 * asked in turn, and keeps its order. Jobs of one line, whoever's, keep theirs where one of them is a write: the later
 * one waits for the earlier one's answer.
 */
export class BusPlayer {
  /** Edges of the fabric's clock since there were jobs. */
  cycles = 0;
  /** Jobs without an answer. */
  unfinished = 0;
  private readonly options: BusPlayerOptions;
  /** The source that is asked next. */
  private turn = 0;
  private done: LineDone[] = [];
  /** By ID, in the order of their addresses. */
  private readonly reading: Flight[][];
  private readonly writing: Flight[][];
  /** Addresses that have not passed the bus yet. */
  private readonly readAddresses: Flight[] = [];
  private readonly writeAddresses: Flight[] = [];
  private readonly busy = { read: 0, write: 0 };
  /** Jobs under way of each line; the sign says which kind: reads count up, a write is -1. */
  private readonly lines = new Map<number, number>();
  private id = 0;
  private readonly send: {
    readonly [K in "ar" | "aw" | "w"]: (payload: Record<string, number | Uint8Array>) => void;
  };

  constructor(sim: Simulation<unknown>, bus: Bus, options: BusPlayerOptions) {
    const ids = 2 ** options.idBits;
    this.options = options;
    this.reading = Array.from({ length: ids }, () => []);
    this.writing = Array.from({ length: ids }, () => []);
    const pattern = options.unrest ? random(UNREST) : always;
    const drivers = {
      ar: new StreamDriver(sim, bus.ar, { name: "ar", pattern }),
      aw: new StreamDriver(sim, bus.aw, { name: "aw", pattern }),
      w: new StreamDriver(sim, bus.w, { name: "w", pattern }),
    };
    this.send = {
      ar: (payload) => drivers.ar.send(payload as never),
      aw: (payload) => drivers.aw.send(payload as never),
      w: (payload) => drivers.w.send(payload as never),
    };
    new StreamMonitor(sim, bus.ar, { as: "bytes", each: ({ cycle }) => stamp(this.readAddresses, cycle) });
    new StreamMonitor(sim, bus.aw, { as: "bytes", each: ({ cycle }) => stamp(this.writeAddresses, cycle) });
    new StreamSink(sim, bus.r, {
      as: "bytes",
      name: "r",
      pattern,
      each: ({ payload, cycle }) => this.beat(payload, cycle),
    });
    new StreamSink(sim, bus.b, {
      as: "bytes",
      name: "b",
      pattern,
      each: ({ payload, cycle }) => this.written(payload, cycle),
    });
    const play = this.play.bind(this);
    sim.background(play, { name: "fabric" });
  }

  /** Jobs that their sources have not begun. */
  get waiting(): number {
    let waiting = 0;
    for (const source of this.options.sources) waiting += source.waiting;
    return waiting;
  }

  waitingOf(source: number): number {
    return this.options.sources[source].waiting;
  }

  /** Bursts under way. */
  get outstanding(): number {
    return this.busy.read + this.busy.write;
  }

  /** Appends a job to a source. */
  submit(job: LineJob, source = 0): void {
    this.unfinished++;
    this.options.sources[source].submit(job);
  }

  /** What was done since the last call, in the order of the answers. */
  take(): readonly LineDone[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  private *play(bench: Bench<unknown>): Task {
    let start: number | undefined;
    yield* bench.tick(); // no VALID at the first edge after reset (IHI 0022H, A3.1.2)
    for (;;) {
      if (this.unfinished > 0) start ??= bench.cycle;
      this.dispatch();
      for (const source of this.options.sources) source.tick();
      yield* bench.tick();
      if (start !== undefined) this.cycles = bench.cycle - start;
    }
  }

  /** Puts jobs on the bus, the sources taking turns, until none has one that may be outstanding too. */
  private dispatch(): void {
    const { sources } = this.options;
    for (let refused = 0; refused < sources.length; ) {
      const source = sources[this.turn];
      this.turn = (this.turn + 1) % sources.length;
      const job = source.next;
      if (job && this.mayBegin(job)) {
        source.take();
        this.begin(job, source);
        refused = 0;
      } else refused++;
    }
  }

  private mayBegin({ op, physical }: LineJob): boolean {
    const limit = op === "read" ? this.options.reads : this.options.writes;
    const others = this.lines.get(physical) ?? 0;
    return this.busy[op] < limit && others >= 0 && (op === "read" || others === 0);
  }

  private begin(job: LineJob, source: JobSource): void {
    const { op, physical } = job;
    this.lines.set(physical, op === "read" ? (this.lines.get(physical) ?? 0) + 1 : -1);
    this.busy[op]++;
    const { dataBits } = this.options;
    const bytes = dataBits / 8;
    const ids = this.reading.length;
    const id = this.options.unrest?.below(ids) ?? this.id;
    this.id = (id + 1) % ids;
    const flight: Flight = { job, source, cycle: 0, line: new Uint8Array(LINE_BYTES), beats: 0 };
    const address = {
      id,
      addr: job.address,
      len: LINE_BYTES / bytes - 1,
      size: Math.log2(bytes),
      burst: AxiBurst.values.INCR,
      lock: 0,
      cache: CACHE,
      prot: 0,
      qos: 0,
    };
    if (op === "read") {
      this.reading[id].push(flight);
      this.readAddresses.push(flight);
      this.send.ar(address);
      return;
    }
    this.writing[id].push(flight);
    this.writeAddresses.push(flight);
    this.send.aw(address);
    const data = job.data ?? flight.line;
    const strb = new Uint8Array(bytes / 8).fill(0xff);
    for (let at = 0; at < LINE_BYTES; at += bytes) {
      this.send.w({ data: data.subarray(at, at + bytes), strb, last: at + bytes === LINE_BYTES ? 1 : 0 });
    }
  }

  private beat(payload: Bytes<"id" | "data" | "resp" | "last">, cycle: number): void {
    const flight = this.reading[payload.id[0]][0];
    const bytes = this.options.dataBits / 8;
    flight.line.set(payload.data, bytes * flight.beats++);
    if (payload.last[0] === 0) return;
    this.reading[payload.id[0]].shift();
    this.finish(flight, flight.line, payload.resp[0], cycle);
  }

  private written(payload: Bytes<"id" | "resp">, cycle: number): void {
    const flight = this.writing[payload.id[0]].shift();
    if (!flight) throw new Error(`an answer to a write of ID ${payload.id[0]}, and none is under way`);
    this.finish(flight, undefined, payload.resp[0], cycle);
  }

  private finish(
    { job, source, cycle }: Flight,
    data: Uint8Array | undefined,
    resp: number,
    now: number,
  ): void {
    const { op, physical } = job;
    const others = this.lines.get(physical) ?? 0;
    if (op === "write" || others === 1) this.lines.delete(physical);
    else this.lines.set(physical, others - 1);
    this.busy[op]--;
    this.unfinished--;
    source.answered(job);
    this.done.push({ job, data, isOkay: resp === AxiResponse.values.OKAY, latencyCycles: now - cycle });
  }
}

type Bytes<K extends string> = Readonly<Record<K, Uint8Array>>;

/** The oldest address has passed. */
function stamp(addresses: Flight[], cycle: number): void {
  const flight = addresses.shift();
  if (flight) flight.cycle = cycle;
}
