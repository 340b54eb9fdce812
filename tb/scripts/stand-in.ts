import type { LineMemory, LineMemoryOptions, LineRequest, LineResult } from "../../host/line-memory.ts";
import type { LineDone } from "../../host/platform/bus-player.ts";
import type { XtsUnit, XtsUnits } from "../../host/xts-unit.ts";
import type { Hardware } from "../../scripts/hardware.ts";
import { decryptLine, decryptUnit, encryptLine, encryptUnit } from "../reference/xts.ts";
import { StandInPlatform } from "./stand-in-platform.ts";

/** What a test may change of the stand-in. */
export interface StandInHooks {
  /** Sees each result before it is given, and may spoil it. */
  readonly onResult?: (result: LineResult) => void;
  /** Sees each answer of a platform before it is given, and may change it. */
  readonly onDone?: (done: LineDone) => LineDone;
  /** Sees the cells of a platform when all is written, and may spoil them. */
  readonly onFlush?: (cells: Map<number, Uint8Array>) => void;
  /** Called whenever the clock is asked to run. */
  readonly onAdvance?: () => void;
  /** Called when the memory is disposed. */
  readonly onDispose?: () => void;
}

/** The reference model in the place of the hardware: a line a cycle, reads in 12 cycles, writes in 13; 1 ns each. */
export function standInHardware(hooks: StandInHooks = {}): Hardware {
  return {
    lineMemory: (options) => new StandInMemory(options, hooks),
    platform: (options) => new StandInPlatform(options, hooks),
    xtsUnits: () => new StandInUnits(),
  };
}

class StandInMemory implements LineMemory {
  cycles = 0;
  private readonly options: LineMemoryOptions;
  private readonly hooks: StandInHooks;
  private readonly stored = new Map<number, Uint8Array>();
  private readonly queue: LineRequest[] = [];

  constructor(options: LineMemoryOptions, hooks: StandInHooks) {
    this.options = options;
    this.hooks = hooks;
  }

  get timePs(): number {
    return this.cycles * 1000;
  }

  get waiting(): number {
    return this.queue.length;
  }

  load(address: number, ciphertext: Uint8Array): void {
    this.stored.set(address, ciphertext);
  }

  submit(request: LineRequest): void {
    this.queue.push(request);
  }

  advance(waiting: number): readonly LineResult[] {
    this.hooks.onAdvance?.();
    const taken = this.queue.splice(0, this.queue.length - waiting);
    this.cycles += taken.length;
    const results = taken.map((request) => this.serve(request));
    for (const result of results) this.hooks.onResult?.(result);
    return results;
  }

  drain(): readonly LineResult[] {
    return this.advance(0);
  }

  [Symbol.dispose](): void {
    this.hooks.onDispose?.();
  }

  private serve(request: LineRequest): LineResult {
    const { op, address, data } = request;
    if (op === "read") {
      return {
        request,
        data: decryptLine(this.options, address, this.stored.get(address)!),
        latencyCycles: 12,
      };
    }
    const ciphertext = encryptLine(this.options, address, data!);
    this.stored.set(address, ciphertext);
    return { request, data: ciphertext, latencyCycles: 13 };
  }
}

class StandInUnits implements XtsUnits {
  process(units: readonly XtsUnit[]): readonly Uint8Array[] {
    return units.map((unit) => {
      const transform = unit.op === "encrypt" ? encryptUnit : decryptUnit;
      return transform(unit, unit.tweak, unit.data);
    });
  }

  [Symbol.dispose](): void {}
}
