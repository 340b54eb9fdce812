import type { Wait } from "./wait.ts";

/** What a bench yields: only what the methods of `Bench` make. */
export interface Trigger {
  /** @internal */
  park(): void;
}

/** The body of a bench, or a part of one for `yield*`. */
export type Task<R = void> = Generator<Trigger, R, void>;

/** What `yield*` waits for, and what it gives. */
export type Waiting<R = void> = Iterable<Trigger, R, void>;

/** A forked task, as its parent holds it. */
export interface Fork<R = unknown> {
  readonly name: string;
  readonly done: boolean;
  /** @internal */
  readonly result: R | undefined;
}

/** A running bench body. */
export class Coroutine<R = unknown> implements Fork<R> {
  readonly name: string;
  readonly generator: Task<R>;
  /** Place in the order of resumption. */
  readonly order: number;
  /** The run goes on while there is one. */
  readonly critical: boolean;
  /** Who forked it. */
  readonly parent: Coroutine | undefined;
  done = false;
  result: R | undefined;
  /** What it is suspended on. */
  wait: Wait<unknown> | undefined;
  /** Those who wait for its end. */
  readonly joiners: Wait<unknown>[] = [];
  /** Who joined it, and goes on with what it drives. */
  heir: Coroutine | undefined;

  constructor(
    name: string,
    generator: Task<R>,
    order: number,
    critical: boolean,
    parent: Coroutine | undefined,
  ) {
    this.name = name;
    this.generator = generator;
    this.order = order;
    this.critical = critical;
    this.parent = parent;
  }

  /** Whether it comes after the other one by what benches wrote: as itself, or behind a join with it. */
  follows(other: Coroutine): boolean {
    let last = other;
    while (last.done && last.heir) last = last.heir;
    if (last === other) return (this as Coroutine) === other;
    let at: Coroutine | undefined = this as Coroutine;
    while (at && at !== last) at = at.parent;
    return at === last;
  }
}
