import type { LineDone } from "../host/platform/bus-player.ts";
import type { LineJob } from "../host/platform/job-source.ts";
import type { KeyPair } from "../host/platform/memory-platform.ts";
import type { StageOccupancy } from "../host/platform/occupancy.ts";
import { PageTable } from "../host/platform/page-table.ts";
import { UserError } from "../host/user-error.ts";
import type { Access } from "../host/workload/access.ts";
import { Plaintexts } from "../host/workload/plaintexts.ts";
import { encryptLine } from "../tb/reference/xts.ts";
import { contradiction } from "./contradiction.ts";
import type { Platform } from "./hardware.ts";
import { Latencies } from "./latencies.ts";
import type { Stage } from "./play.ts";

/** Where a line lies, and whose it is. */
interface Place {
  readonly physical: number;
  readonly keyId: number;
}

/** A trace's own pages, and the data of its lines. */
interface Program {
  readonly pages: PageTable;
  readonly plaintexts: Plaintexts;
}

/** A line of the memory as it should be. */
interface Line {
  readonly keyId: number;
  readonly plaintext: Uint8Array;
}

export interface PlatformPlayerOptions {
  /** Of keyIDs 1, 2, …, which the pages of the traces belong to. Without any all pages have keyID 0. */
  readonly keys: readonly KeyPair[];
  /** Traces that are played side by side, each in pages of its own; 1 unless given. */
  readonly programs?: number;
  readonly seed: number;
  /** Takes a line that is not as it should be, as one line for people. */
  readonly onMismatch: (problem: string) => void;
}

/**
 * Plays traces through a platform. Every line read is checked against the plaintext written; at the end every line in
 * the memory's cells against an independent encryption, which verifies the writes to it. A line that a trace reads
 * before it writes it is put into the cells as the reference model encrypts it.
 */
export class PlatformPlayer implements Stage {
  /** By keyID. */
  readonly latencies = new Map<number, Readonly<Record<LineJob["op"], Latencies>>>();
  readonly all = { read: new Latencies(), write: new Latencies() };
  readonly moved = { read: 0, write: 0 };
  /** Lines in the cells that were checked. */
  stored = 0;
  /** Lines moved that were as they should be: a read at its answer, a write when the cells are checked. */
  verified = 0;
  mismatches = 0;

  private lastAnswer: number | undefined;
  private lastOccupancy: readonly StageOccupancy[] | undefined;
  private readonly platform: Platform;
  private readonly options: PlatformPlayerOptions;
  private readonly programs: readonly Program[];
  /** By physical address. */
  private readonly shadow = new Map<number, Line>();
  /** Writes answered, by physical address. */
  private readonly written = new Map<number, number>();
  private readonly open = new Map<LineJob, Line>();

  constructor(platform: Platform, options: PlatformPlayerOptions) {
    const { keys, programs = 1, seed } = options;
    this.platform = platform;
    this.options = options;
    const tenants = Math.max(1, keys.length);
    this.programs = Array.from({ length: programs }, (_, program) => ({
      pages: new PageTable({ program, programs, tenants }, platform.memoryBytes),
      plaintexts: new Plaintexts(seed),
    }));
  }

  get waiting(): number {
    return this.platform.waiting;
  }

  waitingOf(program: number): number {
    return this.platform.waitingOf(program);
  }

  /** Lines moved. */
  get lines(): number {
    return this.moved.read + this.moved.write;
  }

  /** Of the fabric, from the first line to the last answer. */
  get cycles(): number {
    return this.lastAnswer ?? this.platform.cycles;
  }

  /** How full the engine's stages were, to the last answer. */
  get occupancy(): readonly StageOccupancy[] {
    return this.lastOccupancy ?? this.platform.occupancy;
  }

  /** Throws UserError if the trace contradicts what it wrote before, or touches more pages than the memory has. */
  submit(access: Access, program = 0): void {
    this.platform.boot(); // what is put into the cells may need the key that the boot gives
    const { op, address, instructions } = access;
    const { pages, plaintexts } = this.programs[program];
    const mapping = pages.map(address);
    if (!mapping)
      throw new UserError(`the trace touches more than the memory's ${this.platform.memoryBytes} bytes`);
    const { physical, tenant } = mapping;
    const keyId = this.options.keys.length === 0 ? 0 : tenant + 1;
    const place = { physical, keyId };
    const line = op === "read" ? this.read(access, place, plaintexts) : this.write(access, place, plaintexts);
    const job: LineJob = {
      op,
      physical,
      address: this.platform.busAddress(physical, keyId),
      ...(instructions !== undefined && { instructions }),
      ...(op === "write" && { data: line.plaintext }),
    };
    this.open.set(job, line);
    this.platform.submit(job, program);
  }

  advance(waiting: number): void {
    this.settle(this.platform.advance(waiting));
  }

  drain(): void {
    this.settle(this.platform.drain());
  }

  /** After the last line: waits until all writes have reached the cells, and checks these. */
  finish(): void {
    this.settle(this.platform.drain());
    this.lastAnswer = this.platform.cycles;
    this.lastOccupancy = this.platform.occupancy;
    this.platform.flush();
    const { cells } = this.platform;
    for (const [physical, line] of this.shadow) {
      const what = `stored line ${hexAddress(physical)} of keyID ${line.keyId}`;
      const isRight = this.check(what, this.encrypted(physical, line), cells.get(physical));
      if (isRight) this.verified += this.written.get(physical) ?? 0;
      this.stored++;
    }
    for (const [physical, data] of cells) {
      if (!this.shadow.has(physical)) this.check(`stored line ${hexAddress(physical)}`, undefined, data);
    }
  }

  private settle(done: readonly LineDone[]): void {
    for (const { job, data, isOkay, latencyCycles } of done) {
      const line = this.open.get(job);
      if (!line) throw new Error(`an answer to a job that is not open, address ${job.address}`);
      this.open.delete(job);
      const { op, physical } = job;
      this.moved[op]++;
      this.all[op].add(latencyCycles);
      this.latenciesOf(line.keyId)[op].add(latencyCycles);
      const what = `${op} of line ${hexAddress(physical)} of keyID ${line.keyId}`;
      if (!isOkay) this.fail(`${what}: answered with an error`);
      else if (op === "write") this.written.set(physical, (this.written.get(physical) ?? 0) + 1);
      else if (this.check(what, line.plaintext, data)) this.verified++;
    }
  }

  private read(access: Access, { physical, keyId }: Place, plaintexts: Plaintexts): Line {
    const { address, data } = access;
    const known = this.shadow.get(physical);
    if (known) {
      if (data && Buffer.compare(data, known.plaintext) !== 0)
        throw contradiction(address, data, known.plaintext);
      return known;
    }
    const line = { keyId, plaintext: plaintexts.found(access) };
    this.shadow.set(physical, line);
    this.platform.load(physical, this.encrypted(physical, line));
    return line;
  }

  private write(access: Access, { physical, keyId }: Place, plaintexts: Plaintexts): Line {
    const line = { keyId, plaintext: plaintexts.written(access) };
    this.shadow.set(physical, line);
    return line;
  }

  /** What the cells should hold, by the reference model; the plaintext itself where memory encryption is off. */
  private encrypted(physical: number, { keyId, plaintext }: Line): Uint8Array {
    const keys = keyId === 0 ? this.platform.tmeKeys : this.options.keys[keyId - 1];
    return keys ? encryptLine(keys, physical, plaintext) : plaintext;
  }

  private latenciesOf(keyId: number): Readonly<Record<LineJob["op"], Latencies>> {
    let latencies = this.latencies.get(keyId);
    if (!latencies)
      this.latencies.set(keyId, (latencies = { read: new Latencies(), write: new Latencies() }));
    return latencies;
  }

  private check(what: string, expected: Uint8Array | undefined, actual: Uint8Array | undefined): boolean {
    const isRight = expected !== undefined && actual !== undefined && Buffer.compare(expected, actual) === 0;
    if (!isRight) this.fail(`${what}: expected ${hex(expected)}, got ${hex(actual)}`);
    return isRight;
  }

  private fail(problem: string): void {
    this.mismatches++;
    this.options.onMismatch(problem);
  }
}

const hex = (bytes: Uint8Array | undefined): string =>
  bytes ? Buffer.from(bytes).toString("hex") : "nothing";
const hexAddress = (address: number): string => `0x${address.toString(16)}`;
