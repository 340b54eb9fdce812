import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Coroutine, Waiting } from "./coroutine.ts";
import type { Scheduler } from "./scheduler.ts";
import { Wait } from "./wait.ts";

/** A point in time. */
export class Alarm extends Wait<void> {
  readonly #scheduler: Scheduler;
  readonly #time: number;

  constructor(scheduler: Scheduler, time: number) {
    super();
    this.#scheduler = scheduler;
    this.#time = time;
  }

  park(): void {
    this.#scheduler.alarmAt(this.#time, this);
  }

  protected result(): void {}
}

/** The next round at the same time, when what has been driven has settled. */
export class Settled extends Wait<void> {
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    super();
    this.#scheduler = scheduler;
  }

  park(): void {
    this.#scheduler.onNextRound(this);
  }

  protected result(): void {}
}

/** The end of a task. */
export class Join<R> extends Wait<R> {
  readonly #task: Coroutine<R>;
  readonly #joiner: Coroutine;

  constructor(task: Coroutine<R>, joiner: Coroutine) {
    super();
    this.#task = task;
    this.#joiner = joiner;
    if ((task as Coroutine) === joiner) {
      throw new DesignError(
        "BENCH",
        `bench ${joiner.name} joins itself`,
        [{ what: "here", place: callerPlace() }],
        "join a task that it forked",
      );
    }
  }

  park(): void {
    this.#task.joiners.push(this);
  }

  protected override isOver(): boolean {
    return this.#task.done;
  }

  protected result(): R {
    this.#task.heir ??= this.#joiner;
    return this.#task.result as R;
  }
}

/** Something that benches tell each other. Whoever waits for it runs in the round in which it is notified. */
export class BenchEvent {
  readonly #scheduler: Scheduler;
  #waits: Wait<void>[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Until the next `notify`. */
  wait(): Waiting {
    return new Notified((wait) => this.#waits.push(wait));
  }

  notify(): void {
    if (this.#waits.length === 0) return;
    const waits = this.#waits;
    this.#waits = [];
    for (const wait of waits) this.#scheduler.wake(wait);
  }
}

class Notified extends Wait<void> {
  readonly #park: (wait: Wait<void>) => void;

  constructor(park: (wait: Wait<void>) => void) {
    super();
    this.#park = park;
  }

  park(): void {
    this.#park(this);
  }

  protected result(): void {}
}
