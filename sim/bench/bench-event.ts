import type { Waiting } from "./coroutine.ts";
import { type Clock, ClockWait, EDGE_LIMIT, expire } from "./edge-waits.ts";

/** Something that benches tell each other. Whoever waits for it runs in the round in which it is notified. */
export class BenchEvent {
  readonly #clock: () => Clock;
  readonly #what: string;
  #waits: Notified[] = [];

  /** @internal `clock`: whose edges limit the waits. `what`: what does not happen, for the message of a TIMEOUT. */
  constructor(clock: () => Clock, what: string) {
    this.#clock = clock;
    this.#what = what;
  }

  /** Until the next `notify`. TIMEOUT after `limit` edges of the domain (10,000 unless given). */
  wait(limit = EDGE_LIMIT): Waiting {
    return new Notified(this.#clock(), limit, this.#what, (wait) => this.#waits.push(wait));
  }

  notify(): void {
    if (this.#waits.length === 0) return;
    const waits = this.#waits;
    this.#waits = [];
    for (const wait of waits) wait.notify();
  }
}

class Notified extends ClockWait<void> {
  readonly #limit: number;
  readonly #what: string;
  readonly #list: (wait: Notified) => void;
  #edges = 0;
  #isNotified = false;

  constructor(clock: Clock, limit: number, what: string, list: (wait: Notified) => void) {
    super(clock);
    this.#limit = limit;
    this.#what = what;
    this.#list = list;
  }

  notify(): void {
    this.#isNotified = true;
    this.clock.scheduler.wake(this);
  }

  override park(): void {
    this.#list(this);
    if (this.#limit !== Infinity) super.park();
  }

  /** One edge more than the limit, for what happens at the edge of the limit itself. */
  edge(): boolean {
    return ++this.#edges > this.#limit;
  }

  protected override resumed(): boolean {
    return this.#isNotified || expire(this.#what, this.#limit, this.clock);
  }

  protected result(): void {}
}
