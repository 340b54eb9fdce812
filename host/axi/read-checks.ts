import type { BeatBytes } from "./burst.ts";
import { Judge, type RuleCheck, type RuleChecks } from "./checker-verdict.ts";
import { burstText, OpenTransaction, Outstanding, responseText } from "./outstanding.ts";
import type { Burst } from "./rule-address.ts";
import { READ_DATA_RULES, type Response, SYSTEM_RULES } from "./rule-transaction.ts";

/** Read transactions of a port: each beat belongs to the oldest outstanding burst of its ID. */
export class ReadChecks {
  readonly #most: number;
  readonly #bounded: RuleCheck;
  readonly #done: RuleCheck;
  readonly #beats: Judge<Response>;
  readonly #outstanding = new Outstanding();

  constructor(most: number, checks: RuleChecks) {
    this.#most = most;
    this.#bounded = checks.of(SYSTEM_RULES.readsBounded);
    this.#done = checks.of(SYSTEM_RULES.readsDone);
    this.#beats = new Judge(READ_DATA_RULES, checks, responseText("reads"));
  }

  reset(): void {
    this.#outstanding.clear();
  }

  address(burst: Burst): void {
    this.#outstanding.add(new OpenTransaction(burst));
    const { count } = this.#outstanding;
    this.#bounded.covered++;
    if (count > this.#most) this.#bounded.broken(`${count} reads, ${this.#most} at most`);
  }

  /** A beat that is offered. Gives the byte lanes that it reads, if it belongs to a burst. */
  judge(id: number, code: number, isLast: boolean): BeatBytes | undefined {
    const { count: outstanding } = this.#outstanding;
    const transaction = this.#outstanding.oldest(id);
    this.#beats.judge({ id, outstanding, transaction, code, isLast });
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
    if (this.#bounded.covered > 0) this.#done.covered++;
    if (some) this.#done.broken(`${some.left} beats left of ${burstText(some.burst)}`);
  }
}
