import type { LineMemory, LineRequest, LineResult } from "../host/line-memory.ts";
import type { Access } from "../host/workload/access.ts";
import { Plaintexts } from "../host/workload/plaintexts.ts";
import { ReferenceMemory } from "../tb/reference/memory.ts";
import type { XtsKeys } from "../tb/reference/xts.ts";
import { contradiction } from "./contradiction.ts";
import { Latencies } from "./latencies.ts";

/** A line that came out of the hardware otherwise than it should. */
export interface Mismatch {
  readonly request: LineRequest;
  /** A read: the plaintext written last. A write: the ciphertext of the reference model. */
  readonly expected: Uint8Array;
  readonly actual: Uint8Array;
}

/**
 * Turns trace accesses into requests to the memory and checks every result: a line read back against the plaintext
 * written, a line stored against the reference model. A line that the trace reads before it writes it is put into the
 * memory as the reference model encrypts it.
 */
export class TracePlayer {
  readonly latencies = { read: new Latencies(), write: new Latencies() };
  readonly moved = { read: 0, write: 0 };
  verified = 0;
  mismatches = 0;

  private readonly memory: LineMemory;
  private readonly reference: ReferenceMemory;
  private readonly plaintexts: Plaintexts;
  private readonly expected = new Map<LineRequest, Uint8Array>();
  private readonly onMismatch: (mismatch: Mismatch) => void;

  constructor(memory: LineMemory, keys: XtsKeys, seed: number, onMismatch: (mismatch: Mismatch) => void) {
    this.memory = memory;
    this.reference = new ReferenceMemory(keys);
    this.plaintexts = new Plaintexts(seed);
    this.onMismatch = onMismatch;
  }

  /** Submits one access. Throws UserError if the trace contradicts what it wrote before. */
  submit(access: Access): void {
    const request = access.op === "read" ? this.read(access) : this.write(access);
    this.memory.submit(request);
  }

  /** Checks results and counts them. */
  settle(results: readonly LineResult[]): void {
    for (const { request, data, latencyCycles } of results) {
      const expected = this.expected.get(request);
      if (!expected) throw new Error(`a result for a request that is not open, address ${request.address}`);
      this.expected.delete(request);
      this.moved[request.op]++;
      this.latencies[request.op].add(latencyCycles);
      if (Buffer.compare(data, expected) === 0) {
        this.verified++;
      } else {
        this.mismatches++;
        this.onMismatch({ request, expected, actual: data });
      }
    }
  }

  private read(access: Access): LineRequest {
    const { op, address, data } = access;
    let plaintext = this.reference.read(address);
    if (!plaintext) {
      plaintext = this.plaintexts.found(access);
      this.reference.write(address, plaintext);
      this.memory.load(address, this.reference.ciphertext(address)!);
    } else if (data && Buffer.compare(data, plaintext) !== 0) {
      throw contradiction(address, data, plaintext);
    }
    const request = { op, address };
    this.expected.set(request, plaintext);
    return request;
  }

  private write(access: Access): LineRequest {
    const { op, address } = access;
    const data = this.plaintexts.written(access);
    this.reference.write(address, data);
    const request = { op, address, data };
    this.expected.set(request, this.reference.ciphertext(address)!);
    return request;
  }
}

/** A mismatch as one line for people. */
export function formatMismatch({ request, expected, actual }: Mismatch): string {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  return `${request.op} of line 0x${request.address.toString(16)}: expected ${hex(expected)}, got ${hex(actual)}`;
}
