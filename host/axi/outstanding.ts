import { AxiBurst } from "../../rtl/bus/axi.ts";
import type { BeatBytes } from "./burst.ts";
import type { Burst } from "./rule-address.ts";
import type { Response, Transaction } from "./rule-transaction.ts";

const TYPES = ["FIXED", "INCR", "WRAP", "reserved"] as const;
const { FIXED, WRAP } = AxiBurst.values;

/** A transaction whose address was taken and which is not over. */
export class OpenTransaction implements Transaction {
  readonly burst: Burst;
  left: number;

  constructor(burst: Burst) {
    this.burst = burst;
    this.left = burst.beats;
  }

  /**
   * The byte lanes of the next beat, from `first` to without `end`, by the equations of A3.4.1: worked out here on their
   * own, so that a mistake in `burst.ts`, by which managers and memories go, is found.
   */
  get lanes(): BeatBytes {
    const { low, beats, beatBytes, type, busBytes } = this.burst;
    const aligned = low - (low % beatBytes);
    if (this.left === beats || type === FIXED) {
      return { first: low % busBytes, end: (aligned % busBytes) + beatBytes };
    }
    const total = beats * beatBytes;
    const wraps = type === WRAP;
    const start = wraps ? low - (low % total) : aligned;
    const offset = aligned - start + (beats - this.left) * beatBytes;
    const first = (start + (wraps ? offset % total : offset)) % busBytes;
    return { first, end: first + beatBytes };
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
