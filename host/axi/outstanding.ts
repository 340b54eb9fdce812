import { type BeatBytes, type BurstType, beats } from "./burst.ts";
import type { Burst } from "./rule-address.ts";
import type { Response, Transaction } from "./rule-transaction.ts";

const TYPES = ["FIXED", "INCR", "WRAP", "reserved"] as const;
const PAGE_BYTES = 4096;

/** A transaction whose address was taken and which is not over. */
export class OpenTransaction implements Transaction {
  readonly burst: Burst;
  left: number;
  readonly #beats: readonly BeatBytes[];

  constructor(burst: Burst) {
    this.burst = burst;
    this.left = burst.beats;
    // The lowest bits say which lanes a beat has.
    const { low, beats: count, beatBytes, type } = burst;
    const shape = TYPES[type] === "reserved" ? "INCR" : (TYPES[type] as BurstType);
    const [len, size] = [count - 1, Math.log2(beatBytes)];
    this.#beats = beats({ addr: low % PAGE_BYTES, len, size, burst: shape });
  }

  /** The byte lanes of the next beat: from `first` to without `end`. */
  get lanes(): BeatBytes {
    const { first, end } = this.#beats[this.#beats.length - this.left];
    const lane = first % this.burst.busBytes;
    return { first: lane, end: lane + end - first };
  }
}

/** The transactions of one direction that are not over, by ID in the order of their addresses. */
export class Outstanding {
  count = 0;
  readonly #byId = new Map<number, OpenTransaction[]>();

  add(transaction: OpenTransaction): void {
    this.count++;
    const queue = this.#byId.get(transaction.burst.id);
    if (queue) queue.push(transaction);
    else this.#byId.set(transaction.burst.id, [transaction]);
  }

  oldest(id: number): OpenTransaction | undefined {
    return this.#byId.get(id)?.[0];
  }

  /** The oldest one with the ID is over. */
  remove(id: number): void {
    const queue = this.#byId.get(id);
    if (!queue) return;
    this.count--;
    queue.shift();
    if (queue.length === 0) this.#byId.delete(id);
  }

  /** Any of them. */
  get some(): OpenTransaction | undefined {
    for (const [first] of this.#byId.values()) return first;
    return undefined;
  }

  clear(): void {
    this.count = 0;
    this.#byId.clear();
  }
}

/** A burst for messages. */
export function burstText({ id, low, high, beats, beatBytes, type, isExclusive }: Burst): string {
  const address = (BigInt(high) * 2n ** 32n + BigInt(low)).toString(16);
  const kind = `${TYPES[type]}${isExclusive ? ", exclusive" : ""}`;
  return `ID ${id}, 0x${address}, ${beats} x ${beatBytes} bytes, ${kind}`;
}

/** A response beside what it answers, for messages. */
export const responseText =
  (direction: "reads" | "writes") =>
  ({ id, code, isLast, outstanding, transaction }: Response): string => {
    const signals =
      direction === "reads"
        ? `RID ${id}, RRESP ${code}, RLAST ${isLast ? 1 : 0}`
        : `BID ${id}, BRESP ${code}`;
    const oldest = transaction ? `${burstText(transaction.burst)}, ${transaction.left} beats left` : "none";
    return `${signals}; ${outstanding} ${direction} outstanding, the oldest with this ID: ${oldest}`;
  };
