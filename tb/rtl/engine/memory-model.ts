import {
  type Bench,
  type Pattern,
  type Random,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  StreamMonitor,
  StreamSink,
  type Task,
} from "../../../sim/bench/index.ts";
import type { Bits } from "../../../sim/hdl/index.ts";
import { numberOf } from "./line-bytes.ts";

/** The memory's side of a path of the engine. */
export interface MemoryPorts {
  readonly read: {
    readonly request: StreamEnd<{ readonly address: Bits; readonly slot: Bits }>;
    readonly response: StreamEnd<{ readonly slot: Bits; readonly line: Bits; readonly error: Bits<1> }>;
  };
  readonly write: {
    readonly request: StreamEnd<{ readonly address: Bits; readonly slot: Bits; readonly line: Bits }>;
    readonly response: StreamEnd<{ readonly slot: Bits; readonly error: Bits<1> }>;
  };
}

export interface MemoryOptions {
  /** Cycles from a request to its answer, 1 or more; answers overtake each other where it varies. 20 unless given. */
  readonly latency?: (random: Random, address: number) => number;
  /** Whether a request fails. */
  readonly fails?: (random: Random, address: number) => boolean;
  /** When requests are taken. */
  readonly accept?: Pattern;
  /** When answers may come. */
  readonly send?: Pattern;
}

/** What the memory was asked, and answered. */
export interface Access {
  readonly slot: number;
  readonly address: number;
  readonly asked: number;
  readonly error: boolean;
}

/**
 * A memory of lines at their physical addresses. A read sees the line as it is at the request; a write changes it only
 * just before its answer, so that whoever does not wait for the answer sees the old line.
 */
export class MemoryModel {
  readonly lines = new Map<number, Uint8Array>();
  readonly #accesses = { read: new Map<number, Access[]>(), write: new Map<number, Access[]>() };
  readonly #sim: Simulation<unknown>;
  readonly #options: MemoryOptions;
  /** Answers by the cycle after which they are sent. */
  readonly #due = new Map<number, (() => void)[]>();
  #random!: Random;

  /** Of one path, or of both. */
  constructor(sim: Simulation<unknown>, { read, write }: Partial<MemoryPorts>, options: MemoryOptions = {}) {
    this.#sim = sim;
    this.#options = options;
    if (read) this.#serveReads(read);
    if (write) this.#serveWrites(write);
    sim.background((b) => this.#run(b), { name: "memory" });
  }

  /** What was asked in a slot, the first one first. */
  accessesOf(kind: keyof MemoryPorts, slot: number): readonly Access[] {
    return this.#accesses[kind].get(slot) ?? [];
  }

  /** The line at an address; zeros where nobody has written. */
  at(address: number): Uint8Array {
    return this.lines.get(lineOf(address)) ?? new Uint8Array(64);
  }

  #serveReads({ request, response }: MemoryPorts["read"]): void {
    const answers = this.#driver(response, "memory reads");
    new StreamSink(this.#sim, request, {
      as: "bytes",
      ...this.#accepting(),
      each: ({ payload: { slot, address }, cycle }) => {
        const access = this.#take("read", slot, numberOf(address), cycle);
        const line = this.at(access.address);
        this.#answer(access, () => answers.send({ slot, line, error: access.error }));
      },
    });
  }

  #serveWrites({ request, response }: MemoryPorts["write"]): void {
    const answers = this.#driver(response, "memory writes");
    new StreamSink(this.#sim, request, {
      as: "bytes",
      ...this.#accepting(),
      each: ({ payload: { slot, address, line }, cycle }) => {
        const access = this.#take("write", slot, numberOf(address), cycle);
        this.#answer(access, () => {
          if (!access.error) this.lines.set(lineOf(access.address), line);
          answers.send({ slot, error: access.error });
        });
      },
    });
  }

  #accepting() {
    const { accept } = this.#options;
    return accept ? { pattern: accept } : {};
  }

  #driver<H extends object>(end: StreamEnd<H>, name: string): StreamDriver<H> {
    const { send } = this.#options;
    new StreamMonitor(this.#sim, end);
    return new StreamDriver(this.#sim, end, { name, between: "x", ...(send && { pattern: send }) });
  }

  #take(kind: keyof MemoryPorts, slot: Uint8Array, address: number, asked: number): Access {
    const error = this.#options.fails?.(this.#random, address) ?? false;
    const access = { slot: numberOf(slot), address, asked, error };
    const known = this.#accesses[kind].get(access.slot);
    if (known) known.push(access);
    else this.#accesses[kind].set(access.slot, [access]);
    return access;
  }

  #answer({ address, asked }: Access, act: () => void): void {
    const cycle = asked + (this.#options.latency?.(this.#random, address) ?? 20) - 1;
    this.#due.set(cycle, [...(this.#due.get(cycle) ?? []), act]);
  }

  *#run(b: Bench<unknown>): Task {
    this.#random = b.random;
    for (;;) {
      for (const act of this.#due.get(b.cycle) ?? []) act();
      this.#due.delete(b.cycle);
      yield* b.tick();
    }
  }
}

const lineOf = (address: number): number => address - (address % 64);
