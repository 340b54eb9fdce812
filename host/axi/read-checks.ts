import type { BeatBytes } from "./burst.ts";
import type { Report } from "./channel-checks.ts";
import { burstText, OpenTransaction, Outstanding } from "./outstanding.ts";
import type { Burst } from "./rule-address.ts";
import { READ_DATA_RULES, SYSTEM_RULES } from "./rule-transaction.ts";

/** Read transactions of a port: each beat belongs to the oldest outstanding burst of its ID. */
export class ReadChecks {
  readonly #most: number;
  readonly #report: Report;
  readonly #outstanding = new Outstanding();

  constructor(most: number, report: Report) {
    this.#most = most;
    this.#report = report;
  }

  reset(): void {
    this.#outstanding.clear();
  }

  address(burst: Burst): void {
    this.#outstanding.add(new OpenTransaction(burst));
    const { count } = this.#outstanding;
    if (count > this.#most) this.#report(SYSTEM_RULES.readsBounded, `${count} reads, ${this.#most} at most`);
  }

  /** A beat that is offered. Gives the byte lanes that it reads, if it belongs to a burst. */
  judge(id: number, code: number, isLast: boolean): BeatBytes | undefined {
    const { count: outstanding } = this.#outstanding;
    const transaction = this.#outstanding.oldest(id);
    const seen = { outstanding, transaction, code, isLast };
    for (const rule of READ_DATA_RULES) {
      if (!rule.applies(seen) || rule.holds(seen)) continue;
      const about = transaction
        ? `${burstText(transaction.burst)}, ${transaction.left} beats left`
        : "none of it";
      this.#report(
        rule,
        `RID ${id}, RRESP ${code}, RLAST ${isLast ? 1 : 0}; of ${outstanding} reads ${about}`,
      );
    }
    return transaction?.lanes;
  }

  /** A beat passes. Gives the burst if that was its last. */
  data(id: number, isLast: boolean): Burst | undefined {
    const transaction = this.#outstanding.oldest(id);
    if (!transaction) return undefined;
    transaction.left--;
    if (transaction.left > 0 && !isLast) return undefined;
    this.#outstanding.remove(id);
    return transaction.burst;
  }

  atEnd(): void {
    const { some } = this.#outstanding;
    if (some) this.#report(SYSTEM_RULES.readsDone, `${some.left} beats left of ${burstText(some.burst)}`);
  }
}
