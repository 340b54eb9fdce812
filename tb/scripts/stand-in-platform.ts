import type { LineDone } from "../../host/platform/bus-player.ts";
import type { LineJob } from "../../host/platform/job-source.ts";
import { LineLife } from "../../host/platform/line-life.ts";
import type { PlatformOptions } from "../../host/platform/memory-platform.ts";
import type { Platform } from "../../scripts/hardware.ts";
import { decryptLine, encryptLine } from "../reference/xts.ts";
import type { StandInHooks } from "./stand-in.ts";

const KEYID_UNIT = 2 ** 40;

/** A platform by the reference model: a line a cycle of 1 ns; with encryption reads take 50 cycles, else 40; writes 20. */
export class StandInPlatform implements Platform {
  readonly cores: Platform["cores"] = [];
  readonly memoryBytes = 2 ** 20;
  readonly periodPs = 1000;
  readonly occupancy = [{ stage: "engine.reading.data.pipe.mask", share: 0.5 }];
  readonly stalls = [{ op: "read", cause: "hazard", cycles: 2, ns: 2 }] as const;
  readonly cells = new Map<number, Uint8Array>();
  readonly commands = { ACT: 1, PRE: 0, PREA: 0, RD: 0, WR: 0, REF: 0 };
  tmeKeys: Platform["tmeKeys"];
  cycles = 0;
  private readonly options: PlatformOptions;
  private readonly hooks: StandInHooks;
  private readonly queue: LineJob[] = [];
  private readonly programs = new Map<LineJob, number>();

  constructor(options: PlatformOptions, hooks: StandInHooks) {
    this.options = options;
    this.hooks = hooks;
  }

  get timePs(): number {
    return 1000 * this.cycles;
  }

  get waiting(): number {
    return this.queue.length;
  }

  waitingOf(program: number): number {
    return this.queue.filter((job) => this.programs.get(job) === program).length;
  }

  busAddress(physical: number, keyId: number): number {
    return physical + keyId * KEYID_UNIT;
  }

  boot(): void {
    const zero = new Uint8Array(16);
    if (this.options.mode !== "off") this.tmeKeys ??= { key1: zero.map(() => 7), key2: zero };
  }

  load(physical: number, line: Uint8Array): void {
    this.cells.set(physical, line);
  }

  submit(job: LineJob, program = 0): void {
    this.programs.set(job, program);
    this.queue.push(job);
  }

  advance(waiting: number): readonly LineDone[] {
    this.hooks.onAdvance?.();
    const taken = this.queue.splice(0, this.queue.length - waiting);
    this.cycles += taken.length;
    const { onDone = (done: LineDone) => done } = this.hooks;
    return taken.map((job) => onDone(this.serve(job)));
  }

  drain(): readonly LineDone[] {
    return this.queue.length === 0 ? [] : this.advance(0);
  }

  flush(): readonly LineDone[] {
    this.cycles += 100;
    this.hooks.onFlush?.(this.cells);
    return [];
  }

  [Symbol.dispose](): void {
    this.hooks.onDispose?.();
  }

  private serve(job: LineJob): LineDone {
    const { op, address, physical } = job;
    const keyId = Math.floor(address / KEYID_UNIT);
    const keys = keyId === 0 ? this.tmeKeys : this.options.keys[keyId - 1];
    this.live(job, keyId, keys !== undefined);
    if (op === "write") {
      this.commands.WR++;
      this.cells.set(physical, keys ? encryptLine(keys, physical, job.data!) : job.data!);
      return { job, data: undefined, isOkay: true, latencyCycles: 20 };
    }
    this.commands.RD++;
    const stored = this.cells.get(physical)!;
    const data = keys ? decryptLine(keys, physical, stored) : stored;
    return { job, data, isOkay: true, latencyCycles: keys ? 50 : 40 };
  }

  /** Reads spend 39 cycles in the memory, the rest in the cipher; writes all of theirs in the memory's queue. */
  private live({ op }: LineJob, keyId: number, isEncrypted: boolean): void {
    const life = new LineLife(op, 0);
    life.keyId = keyId;
    if (op === "write") life.enter("memory queue", 0);
    else {
      life.enter("DRAM", 0);
      life.enter("decryption", 39_000);
    }
    life.leave(op === "write" ? 20_000 : isEncrypted ? 50_000 : 40_000);
    this.options.lives?.done(life);
  }
}
