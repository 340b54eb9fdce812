import {
  always,
  type DomainRef,
  Random,
  type Simulation,
  StreamDriver,
  StreamSink,
} from "../../sim/bench/index.ts";
import { type Burst, type BurstType, beats } from "./burst.ts";
import { ByteMemory } from "./byte-memory.ts";
import { afterReset, type ChannelPatterns } from "./patterns.ts";
import type { AxiPort } from "./port.ts";

export interface SubordinateOptions {
  readonly domain?: DomainRef;
  readonly patterns?: ChannelPatterns;
  /** Cycles, 1 or more, from a burst to its answer, drawn for each; 1 unless given. */
  readonly latency?: (random: Random) => number;
  /** Answers of different IDs come in an order drawn at random; in that of their bursts unless given. */
  readonly reorders?: boolean;
  /** What it holds; nothing unless given. */
  readonly memory?: ByteMemory;
}

interface Address extends Burst {
  readonly id: number;
}

const BURSTS: readonly BurstType[] = ["FIXED", "INCR", "WRAP"];

/**
 * A memory behind a manager port. A read sees what it holds when the address passes, a write changes it when its last
 * beat passes. Answers of one ID keep their order.
 */
export class AxiSubordinate {
  readonly memory: ByteMemory;
  readonly #busBytes: number;
  /** Writes whose data are not complete, with the data so far, and data without an address yet. */
  readonly #open: Address[] = [];
  readonly #data: { readonly bytes: Uint8Array; readonly strobe: Uint8Array }[] = [];

  constructor(sim: Simulation<unknown>, port: AxiPort, options: SubordinateOptions = {}) {
    const { domain, patterns = {}, memory = new ByteMemory() } = options;
    const where = domain === undefined ? {} : { domain };
    const random = new Random(sim.seed).fork("AXI subordinate");
    const [readAnswers, writeAnswers] = [new Answers(options, random), new Answers(options, random)];
    this.memory = memory;
    this.#busBytes = sim.session.pins.of(port.r.payload.data).bytes;
    for (const { valid } of [port.b, port.r]) sim.drive(valid, 0);
    for (const { ready } of [port.aw, port.w, port.ar]) sim.drive(ready, 0);
    const source = (name: "b" | "r") => ({ ...where, name, pattern: afterReset(patterns[name]) });
    const sink = (name: "aw" | "w" | "ar") => ({ ...where, name, pattern: patterns[name] ?? always });
    const b = new StreamDriver(sim, port.b, source("b"));
    const r = new StreamDriver(sim, port.r, source("r"));
    const join = () => {
      for (const { id } of this.#written()) writeAnswers.add(id, () => b.send({ id, resp: 0 }));
    };
    new StreamSink(sim, port.ar, {
      ...sink("ar"),
      each: ({ payload }) => {
        const burst = addressOf(payload);
        const lines = this.#read(burst);
        readAnswers.add(burst.id, () => {
          for (const beat of lines) r.send(beat);
        });
      },
    });
    new StreamSink(sim, port.aw, {
      ...sink("aw"),
      each: ({ payload }) => {
        this.#open.push(addressOf(payload));
        join();
      },
    });
    new StreamSink(sim, port.w, {
      ...sink("w"),
      as: "bytes",
      each: ({ payload: { data, strb } }) => {
        this.#data.push({ bytes: data, strobe: strb });
        join();
      },
    });
    sim.background(
      function* memory(bench) {
        for (;;) {
          // One answer at a time at the port, so that a later one may still go before the others.
          readAnswers.tick(r.pending === 0);
          writeAnswers.tick(b.pending === 0);
          yield* bench.tick();
        }
      },
      { name: "memory", ...where },
    );
  }

  #read({ id, ...burst }: Address) {
    const all = beats(burst);
    return all.map(({ first }, index) => {
      const data = this.memory.read(first - (first % this.#busBytes), this.#busBytes);
      return { id, data, resp: 0, last: index === all.length - 1 ? 1 : 0 };
    });
  }

  /** Writes what is complete. */
  *#written(): Generator<Address> {
    for (let burst = this.#open[0]; burst && this.#data.length > burst.len; burst = this.#open[0]) {
      this.#open.shift();
      for (const { first } of beats(burst)) {
        const beat = this.#data.shift();
        const base = first - (first % this.#busBytes);
        beat?.bytes.forEach((value, lane) => {
          if ((beat.strobe[lane >> 3] >> (lane & 7)) & 1) this.memory.setByte(base + lane, value);
        });
      }
      yield burst;
    }
  }
}

/** Answers that wait for their time, in the order of their bursts within an ID. */
class Answers {
  readonly #latency: (random: Random) => number;
  readonly #reorders: boolean;
  readonly #random: Random;
  readonly #waiting: { readonly id: number; readonly cycle: number; readonly send: () => void }[] = [];
  #cycle = 0;

  constructor({ latency = () => 1, reorders = false }: SubordinateOptions, random: Random) {
    this.#latency = latency;
    this.#reorders = reorders;
    this.#random = random;
  }

  add(id: number, send: () => void): void {
    this.#waiting.push({ id, cycle: this.#cycle + this.#latency(this.#random), send });
  }

  /** Sends one that is due, where it may. */
  tick(mayGo: boolean): void {
    this.#cycle++;
    if (!mayGo) return;
    const firsts = this.#waiting.filter(
      ({ id }, index) => this.#waiting.findIndex((other) => other.id === id) === index,
    );
    const choices = this.#reorders ? firsts : this.#waiting.slice(0, 1);
    const due = choices.filter(({ cycle }) => cycle <= this.#cycle);
    if (due.length === 0) return;
    const chosen = this.#random.pick(due);
    this.#waiting.splice(this.#waiting.indexOf(chosen), 1);
    chosen.send();
  }
}

type AddressValues = { readonly [K in "id" | "addr" | "len" | "size" | "burst"]: bigint };

const addressOf = ({ id, addr, len, size, burst }: AddressValues): Address => ({
  id: Number(id),
  addr: Number(addr),
  len: Number(len),
  size: Number(size),
  burst: BURSTS[Number(burst)],
});
