import { type Event, EventQueue } from "../engine/event-queue.ts";
import { DesignError } from "../netlist/error.ts";
import type { DomainId } from "../netlist/netlist.ts";
import { callerPlace } from "../netlist/place.ts";
import { Coroutine, type Task } from "./coroutine.ts";
import { shrink } from "./shrink.ts";
import { Wait } from "./wait.ts";

/** Something that looks at each active edge of a domain, before the commit. */
export interface EdgeListener {
  edge(): void;
}

/** A wait for edges: told of each until it says that it is over. */
export interface EdgeWait extends Wait<unknown> {
  /** Phase 3: takes what it needs; true to be woken in phase 8 of this time. */
  edge(): boolean;
}

interface Alarm extends Event {
  readonly wait: Wait<unknown>;
}

/** Who waits for what, and who runs next. Resumes coroutines in the order in which they were made. */
export class Scheduler {
  /** Who runs now. */
  current: Coroutine | undefined;
  /** Critical coroutines that have not ended. */
  critical = 0;
  readonly #ready: Coroutine[] = [];
  readonly #nextRound: Wait<unknown>[] = [];
  readonly #edges: EdgeWait[][];
  readonly #listeners: EdgeListener[][];
  readonly #alarms = new EventQueue<Alarm>();
  #made = 0;

  constructor(domains: number) {
    this.#edges = Array.from({ length: domains }, () => []);
    this.#listeners = Array.from({ length: domains }, () => []);
  }

  /** A coroutine that starts in the round that runs, or in the next. */
  spawn<R>(name: string, generator: Task<R>, critical: boolean): Coroutine<R> {
    const made = new Coroutine(name, generator, this.#made++, critical, this.current);
    if (critical) this.critical++;
    this.#ready.push(made as Coroutine);
    return made;
  }

  /** Time of the first alarm, or Infinity. */
  get nextAlarm(): number {
    return this.#alarms.next;
  }

  alarmAt(time: number, wait: Wait<unknown>): void {
    this.#alarms.push({ time, sequence: 0, wait });
  }

  ring(time: number): void {
    while (this.#alarms.next <= time) this.wake(this.#alarms.pop()!.wait);
  }

  onEdge(domain: DomainId, wait: EdgeWait): void {
    this.#edges[domain].push(wait);
  }

  listen(domain: DomainId, listener: EdgeListener): void {
    this.#listeners[domain].push(listener);
  }

  onNextRound(wait: Wait<unknown>): void {
    this.#nextRound.push(wait);
  }

  /** Phase 3. */
  edge(domain: DomainId): void {
    for (const listener of this.#listeners[domain]) listener.edge();
    const waits = this.#edges[domain];
    let kept = 0;
    for (const wait of waits) {
      if (!wait.isLive) continue;
      if (wait.edge()) this.wake(wait);
      else waits[kept++] = wait;
    }
    shrink(waits, kept);
  }

  /** Whether anybody looks at edges. */
  get isAtEdges(): boolean {
    return this.#edges.some(({ length }) => length > 0) || this.#listeners.some(({ length }) => length > 0);
  }

  wake(wait: Wait<unknown>): void {
    if (!wait.isLive) return;
    const coroutine = wait.coroutine!;
    coroutine.wait = undefined;
    this.#ready.push(coroutine);
  }

  /** Whether anybody is to run at this time. */
  get isPending(): boolean {
    return this.#ready.length + this.#nextRound.length > 0;
  }

  /** One round of phase 8. What becomes ready meanwhile runs in it too. */
  round(): void {
    const ready = this.#ready;
    for (const wait of this.#nextRound) this.wake(wait);
    shrink(this.#nextRound, 0);
    if (ready.length > 1) ready.sort((a, b) => a.order - b.order);
    for (let i = 0; i < ready.length; i++) this.#resume(ready[i]);
    shrink(ready, 0);
  }

  /** Ends a coroutine where it stands; its `finally` blocks run. */
  kill(coroutine: Coroutine): void {
    if (coroutine.done) return;
    if (coroutine === this.current) misuse(`bench ${coroutine.name} kills itself`, "return from it");
    this.#end(coroutine, undefined);
    coroutine.generator.return(undefined);
  }

  #resume(coroutine: Coroutine): void {
    if (coroutine.done) return;
    this.current = coroutine;
    const { done, value } = coroutine.generator.next();
    if (done) {
      this.#end(coroutine, value);
    } else if (value instanceof Wait) {
      value.coroutine = coroutine;
      coroutine.wait = value;
      value.park();
    } else {
      misuse(`bench ${coroutine.name} yields what is no trigger`, "use yield* with the methods of the bench");
    }
    this.current = undefined;
  }

  #end(coroutine: Coroutine, result: unknown): void {
    coroutine.done = true;
    coroutine.result = result;
    coroutine.wait = undefined;
    if (coroutine.critical) this.critical--;
    for (const joiner of coroutine.joiners) this.wake(joiner);
  }
}

function misuse(problem: string, fix: string): never {
  throw new DesignError("BENCH", problem, [{ what: "here", place: callerPlace() }], fix);
}
