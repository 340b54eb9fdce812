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
  done = false;
  result: R | undefined;
  /** What it is suspended on. */
  wait: Wait<unknown> | undefined;
  /** Those who wait for its end. */
  readonly joiners: Wait<unknown>[] = [];
  /** Who joined it, and goes on with what it drives. */
  heir: Coroutine | undefined;

  constructor(name: string, generator: Task<R>, order: number, critical: boolean) {
    this.name = name;
    this.generator = generator;
    this.order = order;
    this.critical = critical;
  }

  /** Itself, or who goes on in its place. */
  owner(): Coroutine {
    let at: Coroutine = this as Coroutine;
    while (at.heir) at = at.heir;
    return at;
  }
}
