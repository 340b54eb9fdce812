import { DesignError } from "../netlist/error.ts";
import type { DomainId } from "../netlist/netlist.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Coroutine } from "./coroutine.ts";
import type { Pin } from "./pin.ts";
import type { EdgeWait, Scheduler } from "./scheduler.ts";
import { settled } from "./values.ts";
import { Wait } from "./wait.ts";

/** Edges that a bench waits for something, unless told otherwise. */
export const EDGE_LIMIT = 10_000;

/** A clock as benches wait for it. */
export interface Clock {
  readonly scheduler: Scheduler;
  readonly domain: DomainId;
  readonly name: string;
}

/** A wait that edges of a clock end. */
export abstract class ClockWait<R> extends Wait<R> implements EdgeWait {
  protected readonly clock: Clock;

  constructor(clock: Clock) {
    super();
    this.clock = clock;
  }

  park(): void {
    this.clock.scheduler.onEdge(this.clock.domain, this);
  }

  abstract edge(): boolean;
}

/** A number of active edges. */
export class Ticks extends ClockWait<void> {
  #left: number;

  constructor(clock: Clock, edges: number) {
    super(clock);
    this.#left = edges;
  }

  edge(): boolean {
    return --this.#left === 0;
  }

  protected result(): void {}
}

/** What is read just before the next edge. */
export class Sample<R> extends ClockWait<R> {
  readonly #read: () => unknown;
  #value: unknown;

  constructor(clock: Clock, read: () => unknown) {
    super(clock);
    this.#read = read;
  }

  edge(): boolean {
    this.#value = this.#read();
    return true;
  }

  protected result(): R {
    return settled(this.#value);
  }
}

/** The first edge before which a bit is 1. Gives the number of edges that it took. */
export class Until extends ClockWait<number> {
  readonly #pin: Pin;
  readonly #limit: number;
  #edges = 0;
  #isMet = false;

  constructor(clock: Clock, pin: Pin, limit: number) {
    super(clock);
    this.#pin = pin;
    this.#limit = limit;
  }

  edge(): boolean {
    this.#edges++;
    this.#isMet = this.#pin.level() === 1;
    return this.#isMet || this.#edges >= this.#limit;
  }

  protected override resumed(): boolean {
    if (!this.#isMet) expire(`${this.#pin.path} was not 1`, this.#limit, this.clock);
    return true;
  }

  protected result(): number {
    return this.#edges;
  }
}

/** The first edge before which the values please a predicate, which runs in phase 8. */
export class UntilValues<V> extends ClockWait<V> {
  readonly #read: () => unknown;
  readonly #predicate: (values: V) => boolean;
  readonly #limit: number;
  #edges = 0;
  #value: unknown;

  constructor(clock: Clock, read: () => unknown, predicate: (values: V) => boolean, limit: number) {
    super(clock);
    this.#read = read;
    this.#predicate = predicate;
    this.#limit = limit;
  }

  edge(): boolean {
    this.#edges++;
    this.#value = this.#read();
    return true;
  }

  protected override resumed(): boolean {
    if (this.#predicate(settled(this.#value))) return true;
    if (this.#edges >= this.#limit)
      expire("the values did not please the predicate", this.#limit, this.clock);
    return false;
  }

  protected result(): V {
    return this.#value as V;
  }
}

/** The end of a task, within a number of edges. */
export class Deadline<R> extends ClockWait<R> {
  readonly #task: Coroutine<R>;
  readonly #limit: number;
  #edges = 0;

  constructor(clock: Clock, task: Coroutine<R>, limit: number) {
    super(clock);
    this.#task = task;
    this.#limit = limit;
  }

  override park(): void {
    this.#task.joiners.push(this);
    super.park();
  }

  /** One edge more than the limit, so that a task that ends at the edge of the limit is in time. */
  edge(): boolean {
    return ++this.#edges > this.#limit;
  }

  protected override resumed(): boolean {
    this.#task.heir = this.coroutine!;
    if (this.#task.done) return true;
    this.clock.scheduler.kill(this.#task as Coroutine);
    return expire(`task ${this.#task.name} did not end`, this.#limit, this.clock);
  }

  protected result(): R {
    return this.#task.result as R;
  }
}

/** Gives up, at the line of the bench that waits. */
export function expire(what: string, limit: number, { name }: Clock): never {
  throw new DesignError(
    "TIMEOUT",
    `${what} within ${limit} edge${limit === 1 ? "" : "s"} of ${name}`,
    [{ what: "waited for", place: callerPlace() }],
    "look at the waves before this time, or give a larger limit",
  );
}
