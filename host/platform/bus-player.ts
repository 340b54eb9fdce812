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

/** Jobs that are through before their places in the queue are given back. */
const SPENT = 4096;
/** AxCACHE: normal memory that may be buffered (IHI 0022H, table A4-5). */
const CACHE = 0b0011;

/** A line to move over the bus. */
export interface LineJob {
  readonly op: "read" | "write";
  /** With the keyID in its top bits. */
  readonly address: number;
  /** Names the line whatever its keyID: jobs of one line keep their order. */
  readonly physical: number;
  readonly data?: Uint8Array;
}

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
  /** Edge at which the address passed. */
  cycle: number;
  /** What has come back, from the lowest byte on. */
  readonly line: Uint8Array;
  beats: number;
}

/**
 * The fabric's side of the bus: moves lines as INCR bursts of one line, many at once, with IDs in turn. Jobs of one line
 * keep their order where one of them is a write: the later one waits for the earlier one's answer.
 */
export class BusPlayer {
  /** Edges of the fabric's clock since the first job. */
  cycles = 0;
  private readonly options: BusPlayerOptions;
  private readonly queue: LineJob[] = [];
  private next = 0;
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

  /** Jobs that are not on the bus yet. */
  get waiting(): number {
    return this.queue.length - this.next;
  }

  /** Bursts under way. */
  get outstanding(): number {
    return this.busy.read + this.busy.write;
  }

  submit(job: LineJob): void {
    this.queue.push(job);
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
      this.dispatch();
      yield* bench.tick();
      if (start === undefined && this.outstanding > 0) start = bench.cycle - 1;
      if (start !== undefined) this.cycles = bench.cycle - start;
    }
  }

  /** Puts jobs on the bus, in order, as many as may be outstanding. */
  private dispatch(): void {
    for (; this.next < this.queue.length; this.next++) {
      const job = this.queue[this.next];
      const { op, physical } = job;
      const limit = op === "read" ? this.options.reads : this.options.writes;
      const others = this.lines.get(physical) ?? 0;
      if (this.busy[op] >= limit || others < 0 || (op === "write" && others !== 0)) break;
      this.lines.set(physical, op === "read" ? others + 1 : -1);
      this.busy[op]++;
      this.begin(job);
    }
    if (this.next < SPENT) return;
    this.queue.splice(0, this.next);
    this.next = 0;
  }

  private begin(job: LineJob): void {
    const { dataBits } = this.options;
    const bytes = dataBits / 8;
    const ids = this.reading.length;
    const id = this.options.unrest?.below(ids) ?? this.id;
    this.id = (id + 1) % ids;
    const flight: Flight = { job, cycle: 0, line: new Uint8Array(LINE_BYTES), beats: 0 };
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
    if (job.op === "read") {
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

  private finish({ job, cycle }: Flight, data: Uint8Array | undefined, resp: number, now: number): void {
    const { op, physical } = job;
    const others = this.lines.get(physical) ?? 0;
    if (op === "write" || others === 1) this.lines.delete(physical);
    else this.lines.set(physical, others - 1);
    this.busy[op]--;
    this.done.push({ job, data, isOkay: resp === AxiResponse.values.OKAY, latencyCycles: now - cycle });
  }
}

type Bytes<K extends string> = Readonly<Record<K, Uint8Array>>;

/** The oldest address has passed. */
function stamp(addresses: Flight[], cycle: number): void {
  const flight = addresses.shift();
  if (flight) flight.cycle = cycle;
}
