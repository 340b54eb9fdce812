import { AxiBurst } from "../../rtl/bus/axi.ts";
import { BenchEvent } from "../../sim/bench/bench-event.ts";
import {
  type DomainRef,
  type Simulation,
  StreamDriver,
  StreamSink,
  type Task,
} from "../../sim/bench/index.ts";
import { littleEndian } from "../little-endian.ts";
import { type BeatBytes, type Burst, beats } from "./burst.ts";
import { afterReset, type ChannelPatterns } from "./patterns.ts";
import { type AxiPort, RESPONSES, type Response } from "./port.ts";

export interface ReadRequest extends Burst {
  readonly id: number;
  /** 1: exclusive; 0 unless given. */
  readonly lock?: number;
  /** Modifiable and bufferable unless given. */
  readonly cache?: number;
  readonly prot?: number;
  readonly qos?: number;
}

export interface WriteRequest extends ReadRequest {
  /** The bytes of all beats in their order. */
  readonly data: Uint8Array;
  /** For each byte, 0 where it is not written; all are unless given. */
  readonly isWritten?: Uint8Array;
}

/** What came back, and when: active edges of the port's domain, that of the address counted. */
export interface Answer {
  /** The first that is not OKAY, if any. */
  readonly response: Response;
  /** Of a read: the bytes of all beats in their order. */
  readonly data: Uint8Array;
  /** Edge at which the last beat of the answer passed. */
  readonly cycle: number;
}

export interface ManagerOptions {
  readonly domain?: DomainRef;
  readonly patterns?: ChannelPatterns;
  /** Bursts that may be outstanding; what is more waits. No limit unless given. */
  readonly maxReads?: number;
  readonly maxWrites?: number;
}

interface Open<R> {
  readonly request: R;
  readonly done: ((answer: Answer) => void) | undefined;
  readonly beats: readonly BeatBytes[];
  readonly bytes: number[];
  response: Response;
  passed: number;
}

/** What stands in byte lanes that a beat does not write: a mistake with lanes shows. */
const GUARD = 0xaa;

/**
 * Drives a subordinate port: bursts as they are asked for, many at once, addresses and data as fast as their channels'
 * patterns let them, so that data may run ahead of their addresses. Answers are joined by ID.
 */
export class AxiManager {
  readonly #reads: Lane<ReadRequest>;
  readonly #writes: Lane<WriteRequest>;
  readonly #emptied: BenchEvent;

  constructor(sim: Simulation<unknown>, port: AxiPort, options: ManagerOptions = {}) {
    const { domain, patterns = {}, maxReads = Infinity, maxWrites = Infinity } = options;
    const { clocks, pins } = sim.session;
    const where = domain === undefined ? {} : { domain };
    const id = clocks.find(domain);
    const busBytes = pins.of(port.w.payload.data).bytes;
    this.#emptied = new BenchEvent(() => clocks.clock(id), "not all bursts were answered");
    for (const channel of [port.aw, port.w, port.ar]) sim.drive(channel.valid, 0);
    for (const channel of [port.b, port.r]) sim.drive(channel.ready, 0);

    const source = (channel: "aw" | "w" | "ar") =>
      ({ ...where, name: channel, pattern: afterReset(patterns[channel]), between: "x" }) as const;
    const aw = new StreamDriver(sim, port.aw, source("aw"));
    const w = new StreamDriver(sim, port.w, source("w"));
    const ar = new StreamDriver(sim, port.ar, source("ar"));
    const over = (): void => {
      if (this.pending === 0) this.#emptied.notify();
    };
    this.#reads = new Lane(maxReads, ({ request }) => ar.send(addressOf(request)), over);
    this.#writes = new Lane(
      maxWrites,
      ({ request, beats }) => {
        aw.send(addressOf(request));
        for (const beat of dataBeats(request, beats, busBytes)) w.send(beat);
      },
      over,
    );
    new StreamSink(sim, port.b, {
      ...where,
      name: "b",
      pattern: patterns.b ?? (() => () => true),
      each: ({ payload, cycle }) =>
        this.#writes.answer(Number(payload.id), Number(payload.resp), true, cycle),
    });
    new StreamSink(sim, port.r, {
      ...where,
      name: "r",
      as: "bytes",
      pattern: patterns.r ?? (() => () => true),
      each: ({ payload: { id, resp, last, data }, cycle }) => {
        this.#reads.answer(littleEndian(id), resp[0], last[0] === 1, cycle, data);
      },
    });
  }

  /** Queues a read. `done` is called at the edge at which its last beat passes. */
  read(request: ReadRequest, done?: (answer: Answer) => void): void {
    this.#reads.open(request, done);
  }

  /** Queues a write. `done` is called at the edge at which its response passes. */
  write(request: WriteRequest, done?: (answer: Answer) => void): void {
    this.#writes.open(request, done);
  }

  /** Bursts that are not answered. */
  get pending(): number {
    return this.#reads.pending + this.#writes.pending;
  }

  /** Until all bursts are answered. TIMEOUT after `limit` edges without the last answer (10,000 unless given). */
  *drained(limit?: number): Task {
    while (this.pending > 0) yield* this.#emptied.wait(limit);
  }
}

/** The bursts of one direction. */
class Lane<R extends ReadRequest> {
  readonly #most: number;
  readonly #issue: (open: Open<R>) => void;
  readonly #over: () => void;
  readonly #waiting: Open<R>[] = [];
  readonly #byId = new Map<number, Open<R>[]>();
  #outstanding = 0;

  constructor(most: number, issue: (open: Open<R>) => void, over: () => void) {
    this.#most = most;
    this.#issue = issue;
    this.#over = over;
  }

  get pending(): number {
    return this.#outstanding + this.#waiting.length;
  }

  open(request: R, done: ((answer: Answer) => void) | undefined): void {
    this.#waiting.push({ request, done, beats: beats(request), bytes: [], response: "OKAY", passed: 0 });
    this.#advance();
  }

  /** A beat of an answer. `data`: the whole bus. */
  answer(id: number, code: number, isLast: boolean, cycle: number, data?: Uint8Array): void {
    const queue = this.#byId.get(id);
    const open = queue?.[0];
    if (!queue || !open) throw new Error(`an answer with ID ${id}, which nothing outstanding has`);
    if (open.response === "OKAY") open.response = RESPONSES[code];
    if (data) {
      const { first, end } = open.beats[open.passed++];
      for (let at = first; at < end; at++) open.bytes.push(data[at % data.length]);
    }
    if (!isLast) return;
    queue.shift();
    if (queue.length === 0) this.#byId.delete(id);
    this.#outstanding--;
    open.done?.({ response: open.response, data: Uint8Array.from(open.bytes), cycle });
    this.#advance();
    this.#over();
  }

  #advance(): void {
    while (this.#outstanding < this.#most && this.#waiting.length > 0) {
      const open = this.#waiting.shift() as Open<R>;
      const { id } = open.request;
      const queue = this.#byId.get(id);
      if (queue) queue.push(open);
      else this.#byId.set(id, [open]);
      this.#outstanding++;
      this.#issue(open);
    }
  }
}

const addressOf = ({
  id,
  addr,
  len,
  size,
  burst = "INCR",
  lock = 0,
  cache = 3,
  prot = 0,
  qos = 0,
}: ReadRequest) => ({
  id,
  addr,
  len,
  size,
  burst: AxiBurst.values[burst],
  lock,
  cache,
  prot,
  qos,
});

function* dataBeats({ data, isWritten }: WriteRequest, beats: readonly BeatBytes[], busBytes: number) {
  let next = 0;
  for (const [index, { first, end }] of beats.entries()) {
    const bus = new Uint8Array(busBytes).fill(GUARD);
    let strb = 0n;
    for (let at = first; at < end; at++, next++) {
      const lane = at % busBytes;
      bus[lane] = data[next];
      if (isWritten?.[next] !== 0) strb |= 1n << BigInt(lane);
    }
    yield { data: bus, strb, last: index === beats.length - 1 ? 1 : 0 };
  }
}
