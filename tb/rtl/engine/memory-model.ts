import {
  type Pattern,
  type Random,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  StreamMonitor,
  StreamSink,
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
  readonly kind: "read" | "write";
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

  constructor(sim: Simulation<unknown>, { read, write }: MemoryPorts, options: MemoryOptions = {}) {
    const { latency = () => 20, fails = () => false, accept, send } = options;
    const due = new Map<number, (() => void)[]>();
    const accepting = accept ? { pattern: accept } : {};
    const sending = { between: "x" as const, ...(send && { pattern: send }) };
    const reads = new StreamDriver(sim, read.response, { ...sending, name: "memory reads" });
    const writes = new StreamDriver(sim, write.response, { ...sending, name: "memory writes" });
    let random: Random;

    const take = (kind: Access["kind"], slot: Uint8Array, address: number, cycle: number) => {
      const error = fails(random, address);
      const access = { kind, slot: numberOf(slot), address, asked: cycle, error };
      const known = this.#accesses[kind].get(access.slot);
      if (known) known.push(access);
      else this.#accesses[kind].set(access.slot, [access]);
      return access;
    };
    const answer = ({ address, asked }: Access, act: () => void) => {
      const cycle = asked + latency(random, address) - 1;
      due.set(cycle, [...(due.get(cycle) ?? []), act]);
    };

    new StreamSink(sim, read.request, {
      as: "bytes",
      ...accepting,
      each: ({ payload: { slot, address }, cycle }) => {
        const access = take("read", slot, numberOf(address), cycle);
        const line = this.at(access.address);
        answer(access, () => reads.send({ slot, line, error: access.error }));
      },
    });
    new StreamSink(sim, write.request, {
      as: "bytes",
      ...accepting,
      each: ({ payload: { slot, address, line }, cycle }) => {
        const access = take("write", slot, numberOf(address), cycle);
        const { error } = access;
        answer(access, () => {
          if (!error) this.lines.set(lineOf(access.address), line);
          writes.send({ slot, error });
        });
      },
    });
    for (const { response } of [read, write]) new StreamMonitor(sim, response);
    sim.background(function* memory(b) {
      random = b.random;
      for (;;) {
        for (const act of due.get(b.cycle) ?? []) act();
        due.delete(b.cycle);
        yield* b.tick();
      }
    });
  }

  /** What was asked in a slot, the first one first. */
  accessesOf(kind: Access["kind"], slot: number): readonly Access[] {
    return this.#accesses[kind].get(slot) ?? [];
  }

  /** The line at an address; zeros where nobody has written. */
  at(address: number): Uint8Array {
    return this.lines.get(lineOf(address)) ?? new Uint8Array(64);
  }
}

const lineOf = (address: number): number => address - (address % 64);
