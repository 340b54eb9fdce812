import { expect } from "chai";
import { KeyMode } from "../../../rtl/config/engine-config.ts";
import { EngineCore } from "../../../rtl/engine/engine-core.ts";
import { ENGINE_DEFAULTS, type EngineOptions } from "../../../rtl/engine/engine-options.ts";
import {
  type Bench,
  type Pattern,
  type Simulation,
  StreamDriver,
  StreamMonitor,
  StreamSink,
  simulate,
  type Task,
} from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { hex } from "../bytes.ts";
import { KeyReference, type Levels, open, seal, type Treatment, type Update } from "./key-reference.ts";
import { ALL_BYTES, numberOf, overlay } from "./line-bytes.ts";
import { MemoryModel, type MemoryOptions } from "./memory-model.ts";

/** The core with some of its parameters, elaborated once for many runs. */
export function coreDesign(options: Partial<EngineOptions> = {}) {
  const build: EngineOptions = { ...ENGINE_DEFAULTS, ...options };
  return { build, ...elaborate(EngineCore(build)) };
}
export type CoreDesign = ReturnType<typeof coreDesign>;
type Ports = CoreDesign["io"];

/** TME and MKTME with 6 keyID bits, and nothing excluded. */
export const LEVELS: Levels = {
  enabled: true,
  bypass: false,
  keyIdBits: 6,
  excludeEnable: false,
  excludeMask: 0n,
  excludeBase: 0n,
};

export interface RigOptions {
  readonly levels?: Partial<Levels>;
  readonly memory?: MemoryOptions;
  /** When requests and updates are offered, and when answers are accepted; always unless given. */
  readonly send?: Pattern;
  readonly accept?: Pattern;
  readonly seed?: number;
}

/** A request of the bus and its answer. */
export interface Answer {
  readonly kind: "read" | "write";
  readonly address: number;
  readonly asked: number;
  readonly answered: number;
  readonly error: boolean;
  /** Of a read. */
  readonly line: Uint8Array;
}

interface Request {
  readonly address: number;
  readonly line: Uint8Array;
  readonly strobe: bigint;
}

interface InFlight extends Request {
  readonly asked: number;
  readonly treatment: Treatment;
  /** Of a read: the first version of its line that it may see. Of a write that reads its old line: its number among these. */
  readonly mark: number;
}

/**
 * The engine's core between a bus and a memory. It holds each line that is stored, and each line that is read, against
 * an encryption of its own by the keys that were valid when the request was taken.
 */
export class CoreRig {
  readonly sim: Simulation<Ports>;
  readonly memory: MemoryModel;
  readonly answers: Answer[] = [];
  /** What the engine said to the updates. */
  readonly dones: { readonly ok: boolean; readonly cycle: number }[] = [];
  readonly keys: KeyReference;
  readonly #build: EngineOptions;
  readonly #drivers;
  readonly #waiting = { read: [] as Request[], write: [] as Request[] };
  /** Slots that no request holds. The one that came free last is taken first. */
  readonly #free;
  readonly #offered = { read: new Map<number, Request>(), write: new Map<number, Request>() };
  readonly #inFlight = { read: new Map<number, InFlight>(), write: new Map<number, InFlight>() };
  /** What each line has been in the memory, and may be since a write was taken, by its physical address. */
  readonly #versions = new Map<number, Uint8Array[]>();
  readonly #updates: Update[] = [];
  #partials = 0;

  constructor({ build, ...design }: CoreDesign, options: RigOptions = {}) {
    const { seed = 1, send, accept, memory } = options;
    const levels = { ...LEVELS, ...options.levels };
    const sim = simulate(design, { seed });
    const { config, keys, read, write } = sim.dut;
    this.#build = build;
    this.sim = sim;
    this.keys = new KeyReference(build, levels);
    this.memory = new MemoryModel(sim, sim.dut.memory, memory);
    for (const name of Object.keys(levels) as (keyof Levels)[]) sim.drive(config[name], levels[name]);

    const sending = { between: "x" as const, ...(send && { pattern: send }) };
    const accepting = { as: "bytes" as const, ...(accept && { pattern: accept }) };
    this.#drivers = {
      update: new StreamDriver(sim, keys.update, { ...sending, name: "updates" }),
      read: new StreamDriver(sim, read.request, { ...sending, name: "reads" }),
      write: new StreamDriver(sim, write.request, { ...sending, name: "writes" }),
    };
    this.#free = { read: countdown(build.reads), write: countdown(build.writes) };

    for (const [kind, { request }] of [
      ["read", read],
      ["write", write],
    ] as const) {
      new StreamMonitor(sim, request as typeof read.request, {
        as: "bytes",
        each: ({ payload, cycle }) => this.#taken(kind, numberOf(payload.slot), cycle),
      });
    }
    new StreamSink(sim, read.response, {
      ...accepting,
      each: ({ payload: { slot, line, error }, cycle }) =>
        this.#readBack(numberOf(slot), line, error[0] === 1, cycle),
    });
    new StreamSink(sim, write.response, {
      ...accepting,
      each: ({ payload: { slot, error }, cycle }) => this.#written(numberOf(slot), error[0] === 1, cycle),
    });
    new StreamSink(sim, keys.done, {
      ...(accept && { pattern: accept }),
      each: ({ payload, cycle }) => this.#updated(payload === 1n, cycle),
    });
  }

  /** Requests and updates that have not been answered. */
  get pending(): number {
    const { read, write } = this.#waiting;
    const offered = this.#offered.read.size + this.#offered.write.size;
    const inFlight = this.#inFlight.read.size + this.#inFlight.write.size;
    return read.length + write.length + offered + inFlight + this.#updates.length;
  }

  read(address: number): void {
    this.#ask("read", { address, line: new Uint8Array(64), strobe: ALL_BYTES });
  }

  write(address: number, line: Uint8Array, strobe: bigint = ALL_BYTES): void {
    this.#ask("write", { address, line, strobe });
  }

  update(update: Update): void {
    this.#updates.push(update);
    this.#drivers.update.send({ ...update, mode: KeyMode.values[update.mode] });
  }

  /** Until all requests and updates are answered; fails where that takes longer than `limit` cycles. */
  *settled(b: Bench<unknown>, limit = 2000): Task {
    const until = b.cycle + limit;
    while (this.pending > 0) {
      if (b.cycle > until) throw new Error(`${this.pending} requests have no answer after ${limit} cycles`);
      yield* b.tick();
    }
  }

  /** Reads a line and gives what came. */
  *readLine(b: Bench<unknown>, address: number): Task<Answer> {
    this.read(address);
    yield* this.settled(b);
    return this.answers.at(-1)!;
  }

  #ask(kind: "read" | "write", request: Request): void {
    this.#waiting[kind].push(request);
    this.#offer(kind);
  }

  #offer(kind: "read" | "write"): void {
    const { [kind]: waiting } = this.#waiting;
    const { [kind]: free } = this.#free;
    while (waiting.length > 0 && free.length > 0) {
      const slot = free.pop()!;
      const request = waiting.shift()!;
      this.#offered[kind].set(slot, request);
      const { address, line, strobe } = request;
      if (kind === "read") this.#drivers.read.send({ address, slot });
      else this.#drivers.write.send({ address, slot, line, strobe });
    }
  }

  #taken(kind: "read" | "write", slot: number, asked: number): void {
    const request = this.#offered[kind].get(slot)!;
    this.#offered[kind].delete(slot);
    const treatment = this.keys.treatment(request.address);
    const mark =
      kind === "read" ? this.#versionsOf(request.address).length - 1 : this.#begin(request, treatment);
    this.#inFlight[kind].set(slot, { ...request, asked, mark, treatment });
  }

  /** A write is taken: the line may be the new one from now on. Gives its number among those that read old lines. */
  #begin({ address, line, strobe }: Request, treatment: Treatment): number {
    const versions = this.#versionsOf(address);
    const physical = this.keys.physical(address);
    const old = open(treatment, physical, versions.at(-1)!);
    versions.push(seal(treatment, physical, overlay(old, line, strobe)));
    const readsOld = strobe !== 0n && strobe !== ALL_BYTES && treatment !== "refused";
    return readsOld ? this.#partials++ : 0;
  }

  #answered(
    kind: "read" | "write",
    slot: number,
    line: Uint8Array,
    error: boolean,
    answered: number,
  ): InFlight {
    const request = this.#inFlight[kind].get(slot);
    if (!request) throw new Error(`an answer to a ${kind} in slot ${slot}, which nobody asked for`);
    const { address, asked } = request;
    this.answers.push({ kind, address, asked, answered, error, line });
    this.#inFlight[kind].delete(slot);
    this.#free[kind].push(slot);
    this.#offer(kind);
    return request;
  }

  #readBack(slot: number, line: Uint8Array, error: boolean, cycle: number): void {
    const { address, treatment, mark } = this.#answered("read", slot, line, error, cycle);
    const isBroken = treatment === "refused" || this.memory.accessesOf("read", slot).at(-1)!.error;
    expect(error, `error of the read of ${address.toString(16)}`).to.equal(isBroken);
    if (error) {
      expect(hex(line)).to.equal(hex(new Uint8Array(64)));
      return;
    }
    const physical = this.keys.physical(address);
    const lines = this.#versionsOf(address).slice(mark);
    expect(lines.map((stored) => hex(open(treatment, physical, stored)))).to.include(hex(line));
  }

  #written(slot: number, error: boolean, cycle: number): void {
    const { address, strobe, treatment, mark } = this.#answered("write", slot, NO_LINE, error, cycle);
    const isBroken = strobe !== 0n && (treatment === "refused" || this.#isBroken(slot, strobe, mark));
    expect(error, `error of the write of ${address.toString(16)}`).to.equal(isBroken);
    const versions = this.#versionsOf(address);
    if (error) versions.pop();
    const physical = this.keys.physical(address);
    expect(hex(this.memory.at(physical)), `line ${physical.toString(16)}`).to.equal(hex(versions.at(-1)!));
  }

  /** Whether the memory failed one of the accesses that the write made. */
  #isBroken(slot: number, strobe: bigint, mark: number): boolean {
    const isPartial = strobe !== ALL_BYTES;
    const oldFailed = isPartial && this.memory.accessesOf("read", this.#build.reads)[mark].error;
    return oldFailed || this.memory.accessesOf("write", slot).at(-1)!.error;
  }

  #updated(ok: boolean, cycle: number): void {
    const update = this.#updates.shift()!;
    expect(ok, `update of keyID ${update.keyId}`).to.equal(this.keys.apply(update));
    this.dones.push({ ok, cycle });
  }

  #versionsOf(address: number): Uint8Array[] {
    const physical = this.keys.physical(address);
    const line = physical - (physical % 64);
    const known = this.#versions.get(line);
    if (known) return known;
    const fresh = [new Uint8Array(64)];
    this.#versions.set(line, fresh);
    return fresh;
  }
}

const NO_LINE = new Uint8Array(0);

const countdown = (count: number): number[] => Array.from({ length: count }, (_, i) => count - 1 - i);
