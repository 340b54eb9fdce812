import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import {
  Random,
  random,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  StreamSink,
} from "../../../sim/bench/index.ts";
import type { Bits } from "../../../sim/hdl/index.ts";

const LINE = 64;

/** The streams of lines, from the side of the engine. */
interface LinePorts {
  readonly read: {
    readonly request: StreamEnd<{ readonly address: Bits; readonly slot: Bits }>;
    readonly response: StreamEnd<{ readonly slot: Bits; readonly line: Bits; readonly error: Bits }>;
  };
  readonly write: {
    readonly request: StreamEnd<{
      readonly address: Bits;
      readonly slot: Bits;
      readonly line: Bits;
      readonly strobe: Bits;
    }>;
    readonly response: StreamEnd<{ readonly slot: Bits; readonly error: Bits }>;
  };
}

export interface LineMemoryOptions {
  /** Cycles to an answer at most. */
  readonly latency?: number;
  /** How likely a request is taken in a cycle. */
  readonly takes?: number;
  /** Answers nothing while it gives true. */
  readonly holds?: () => boolean;
  /** Addresses of lines that fail. */
  readonly fails?: (address: number) => boolean;
}

interface Request {
  readonly address: number;
  readonly slot: number;
}

/**
 * A memory of lines in place of the engine: takes requests as they come, and answers in any order, whatever the slots.
 * It holds the contract: no slot is asked for again before its answer, lines are aligned, bytes without strobe are 0.
 */
export class LineMemory {
  readonly memory = new ByteMemory();
  readonly reads: Request[] = [];
  readonly writes: (Request & { readonly strobe: bigint })[] = [];

  constructor(sim: Simulation<unknown>, { read, write }: LinePorts, options: LineMemoryOptions = {}) {
    const { latency = 1, takes = 1, holds = () => false, fails = () => false } = options;
    const draw = new Random(sim.seed).fork("line memory");
    const [reads, writes] = [new Pool(draw, latency), new Pool(draw, latency)];
    const pattern = random(takes);
    for (const { valid } of [read.response, write.response]) sim.drive(valid, 0);
    const readAnswers = new StreamDriver(sim, read.response, { name: "lines", between: "x" });
    const writeAnswers = new StreamDriver(sim, write.response, { name: "written", between: "x" });
    new StreamSink(sim, read.request, {
      name: "reads",
      pattern,
      each: ({ payload }) => {
        const request = { address: aligned(payload.address), slot: Number(payload.slot) };
        this.reads.push(request);
        const error = fails(request.address) ? 1 : 0;
        const line = this.memory.read(request.address, LINE);
        reads.add(request.slot, () => readAnswers.send({ slot: request.slot, line, error }));
      },
    });
    new StreamSink(sim, write.request, {
      name: "writes",
      pattern,
      each: ({ payload: { address, slot, line, strobe } }) => {
        const request = { address: aligned(address), slot: Number(slot), strobe };
        this.writes.push(request);
        for (let i = 0; i < LINE; i++) {
          const byte = Number((line >> BigInt(8 * i)) & 0xffn);
          if ((strobe >> BigInt(i)) & 1n) this.memory.setByte(request.address + i, byte);
          else if (byte !== 0) throw new Error(`byte ${i} without a strobe is ${byte}`);
        }
        const error = fails(request.address) ? 1 : 0;
        writes.add(request.slot, () => writeAnswers.send({ slot: request.slot, error }));
      },
    });
    sim.background(
      function* lineMemory(b) {
        for (;;) {
          if (!holds()) {
            if (readAnswers.pending < 2) reads.tick();
            if (writeAnswers.pending < 2) writes.tick();
          }
          yield* b.tick();
        }
      },
      { name: "line memory" },
    );
  }
}

/** Answers under way, of which any may come next. */
class Pool {
  readonly #draw: Random;
  readonly #latency: number;
  readonly #waiting: { readonly slot: number; readonly tick: number; readonly send: () => void }[] = [];
  #tick = 0;

  constructor(draw: Random, latency: number) {
    this.#draw = draw;
    this.#latency = latency;
  }

  add(slot: number, send: () => void): void {
    if (this.#waiting.some((other) => other.slot === slot))
      throw new Error(`slot ${slot} is asked for twice`);
    this.#waiting.push({ slot, tick: this.#tick + this.#draw.below(this.#latency), send });
  }

  tick(): void {
    this.#tick++;
    const due = this.#waiting.filter(({ tick }) => tick <= this.#tick);
    if (due.length === 0) return;
    const chosen = this.#draw.pick(due);
    this.#waiting.splice(this.#waiting.indexOf(chosen), 1);
    chosen.send();
  }
}

function aligned(address: bigint): number {
  if (address % BigInt(LINE) !== 0n) throw new Error(`0x${address.toString(16)} is no line`);
  return Number(address);
}
