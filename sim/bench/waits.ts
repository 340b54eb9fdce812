import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Coroutine } from "./coroutine.ts";
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
