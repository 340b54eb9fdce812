import type { Coroutine, Trigger, Waiting } from "./coroutine.ts";

/**
 * One suspension of one coroutine. It is its own iterator, so that `yield*` needs no generator, and is told of what
 * happens by whoever it parks with.
 */
export abstract class Wait<R> implements Trigger, Waiting<R>, Iterator<Trigger, R, void> {
  /** Who is suspended; set when it parks. */
  coroutine: Coroutine | undefined;
  #begun = false;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Trigger, R> {
    const over = this.#begun ? this.resumed() : this.isOver();
    this.#begun = true;
    return over ? { done: true, value: this.result() } : { done: false, value: this };
  }

  /** Whether the coroutine is still suspended on this, and not killed or woken by something else. */
  get isLive(): boolean {
    return this.coroutine?.wait === this;
  }

  /** Hands itself to whoever will wake it. */
  abstract park(): void;

  /** Whether there is nothing to wait for. */
  protected isOver(): boolean {
    return false;
  }

  /** Runs in the coroutine when it is woken: whether it may go on, or waits again. May throw. */
  protected resumed(): boolean {
    return true;
  }

  /** What `yield*` gives. May throw. */
  protected abstract result(): R;
}
