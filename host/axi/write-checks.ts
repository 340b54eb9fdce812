import { hasStrayStrobe } from "./checker-lanes.ts";
import { Judge, type RuleCheck, type RuleChecks } from "./checker-verdict.ts";
import { burstText, OpenTransaction, Outstanding, responseText } from "./outstanding.ts";
import type { Burst } from "./rule-address.ts";
import {
  type Response,
  SYSTEM_RULES,
  WRITE_DATA_RULES,
  WRITE_RESPONSE_RULES,
  type WriteBeat,
} from "./rule-transaction.ts";

/** A beat of write data. */
interface Beat {
  /** Planes. */
  readonly strobes: Int32Array;
  readonly isLast: boolean;
}

/** Write transactions of a port: data join addresses in their order (AXI4 has no WID), responses join both by ID. */
export class WriteChecks {
  readonly #most: number;
  readonly #bounded: RuleCheck;
  readonly #dataDone: RuleCheck;
  readonly #done: RuleCheck;
  readonly #beats: Judge<WriteBeat>;
  readonly #responses: Judge<Response>;
  readonly #unanswered = new Outstanding();
  /** Whose data are not complete. */
  readonly #open: OpenTransaction[] = [];
  /** Data without an address yet. */
  readonly #early: Beat[] = [];

  constructor(most: number, checks: RuleChecks) {
    this.#most = most;
    this.#bounded = checks.of(SYSTEM_RULES.writesBounded);
    this.#dataDone = checks.of(SYSTEM_RULES.dataDone);
    this.#done = checks.of(SYSTEM_RULES.writesDone);
    this.#beats = new Judge(WRITE_DATA_RULES, checks, beatText);
    this.#responses = new Judge(WRITE_RESPONSE_RULES, checks, responseText("writes"));
  }

  reset(): void {
    this.#unanswered.clear();
    this.#open.length = 0;
    this.#early.length = 0;
  }

  address(burst: Burst): void {
    const transaction = new OpenTransaction(burst);
    this.#unanswered.add(transaction);
    this.#open.push(transaction);
    const { count } = this.#unanswered;
    this.#bounded.covered++;
    if (count > this.#most) this.#bounded.broken(`${count} writes, ${this.#most} at most`);
    this.#join();
  }

  /** A beat that passes. The strobes' planes are the caller's. */
  data(strobes: Int32Array, isLast: boolean): void {
    if (this.#open.length > 0) this.#beat(strobes, isLast);
    else this.#early.push({ strobes: strobes.slice(), isLast });
  }

  /** A response that is offered. */
  judge(id: number, code: number): void {
    const { count: outstanding } = this.#unanswered;
    const transaction = this.#unanswered.oldest(id);
    this.#responses.judge({ id, outstanding, transaction, code, isLast: true });
  }

  answer(id: number): void {
    this.#unanswered.remove(id);
  }

  atEnd(): void {
    const { some } = this.#unanswered;
    const [open] = this.#open;
    const early = this.#early.length;
    if (this.#bounded.covered + early > 0) this.#dataDone.covered++;
    if (this.#bounded.covered > 0) this.#done.covered++;
    if (open) this.#dataDone.broken(`no data for ${burstText(open.burst)}`);
    else if (early > 0) this.#dataDone.broken(`${early} beats without an address`);
    else if (some) this.#done.broken(`no response to ${burstText(some.burst)}`);
  }

  #join(): void {
    while (this.#open.length > 0 && this.#early.length > 0) {
      const { strobes, isLast } = this.#early.shift() as Beat;
      this.#beat(strobes, isLast);
    }
  }

  #beat(strobes: Int32Array, isLast: boolean): void {
    const [transaction] = this.#open;
    this.#beats.judge({
      transaction,
      isLast,
      strobes,
      strayStrobe: hasStrayStrobe(strobes, transaction.lanes),
    });
    // Whoever counts on WLAST goes on from there.
    transaction.left = isLast ? 0 : transaction.left - 1;
    if (transaction.left === 0) this.#open.shift();
  }
}

function beatText({ transaction: { burst, left }, strobes, isLast }: WriteBeat): string {
  const words = [...strobes.subarray(0, strobes.length / 2)].reverse();
  const strobe = words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  const beat = `beat ${burst.beats - left + 1} of ${burstText(burst)}`;
  return `WSTRB 0x${strobe.replace(/^0+(?=.)/, "")}, WLAST ${isLast ? 1 : 0}, ${beat}`;
}
