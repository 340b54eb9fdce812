import type { Report } from "./channel-checks.ts";
import { burstText, OpenTransaction, Outstanding } from "./outstanding.ts";
import type { Burst } from "./rule-address.ts";
import { SYSTEM_RULES, WRITE_DATA_RULES, WRITE_RESPONSE_RULES } from "./rule-transaction.ts";

/** A beat of write data. */
interface Beat {
  readonly strobe: bigint;
  readonly isLast: boolean;
}

/** Write transactions of a port: data join addresses in their order (AXI4 has no WID), responses join both by ID. */
export class WriteChecks {
  readonly #most: number;
  readonly #report: Report;
  readonly #unanswered = new Outstanding();
  /** Whose data are not complete. */
  readonly #open: OpenTransaction[] = [];
  /** Data without an address yet. */
  readonly #early: Beat[] = [];

  constructor(most: number, report: Report) {
    this.#most = most;
    this.#report = report;
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
    if (count > this.#most)
      this.#report(SYSTEM_RULES.writesBounded, `${count} writes, ${this.#most} at most`);
    this.#join();
  }

  data(strobe: bigint, isLast: boolean): void {
    this.#early.push({ strobe, isLast });
    this.#join();
  }

  /** A response that is offered. */
  judge(id: number, code: number): void {
    const { count: outstanding } = this.#unanswered;
    const transaction = this.#unanswered.oldest(id);
    const seen = { outstanding, transaction, code, isLast: true };
    for (const rule of WRITE_RESPONSE_RULES) {
      if (!rule.applies(seen) || rule.holds(seen)) continue;
      const about = transaction
        ? `${burstText(transaction.burst)}, ${transaction.left} beats left`
        : "none of it";
      this.#report(rule, `BID ${id}, BRESP ${code}; of ${outstanding} writes ${about}`);
    }
  }

  answer(id: number): void {
    this.#unanswered.remove(id);
  }

  atEnd(): void {
    const { some } = this.#unanswered;
    const [open] = this.#open;
    if (open) this.#report(SYSTEM_RULES.dataDone, `no data for ${burstText(open.burst)}`);
    else if (this.#early.length > 0) {
      this.#report(SYSTEM_RULES.dataDone, `${this.#early.length} beats without an address`);
    } else if (some) this.#report(SYSTEM_RULES.writesDone, `no response to ${burstText(some.burst)}`);
  }

  #join(): void {
    while (this.#open.length > 0 && this.#early.length > 0) {
      const [transaction] = this.#open;
      this.#beat(transaction, this.#early.shift() as Beat);
      if (transaction.left === 0) this.#open.shift();
    }
  }

  #beat(transaction: OpenTransaction, { strobe, isLast }: Beat): void {
    const { first, end } = transaction.lanes;
    const allowed = ((1n << BigInt(end - first)) - 1n) << BigInt(first);
    const seen = { transaction, isLast, strayStrobe: (strobe & ~allowed) !== 0n };
    for (const rule of WRITE_DATA_RULES) {
      if (!rule.applies(seen) || rule.holds(seen)) continue;
      const lanes = `WSTRB 0x${strobe.toString(16)}, lanes 0x${allowed.toString(16)}`;
      const { burst, left } = transaction;
      this.#report(
        rule,
        `beat ${burst.beats - left + 1} of ${burstText(burst)}: ${lanes}, WLAST ${isLast ? 1 : 0}`,
      );
    }
    // Whoever counts on WLAST goes on from there.
    transaction.left = isLast ? 0 : transaction.left - 1;
  }
}
