import type { Bits } from "../hdl/bits.ts";
import { DesignError } from "../netlist/error.ts";
import type { DomainId } from "../netlist/netlist.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import { BenchEvent } from "./bench-event.ts";
import type { DomainRef } from "./clocks.ts";
import type { Coroutine, Fork, Task, Waiting } from "./coroutine.ts";
import type { Drivable } from "./drivable.ts";
import { type Clock, Deadline, EDGE_LIMIT, Sample, Ticks, Until, UntilValues } from "./edge-waits.ts";
import type { Readable } from "./handles.ts";
import type { Probe } from "./pin.ts";
import type { Random } from "./random.ts";
import type { Session } from "./session.ts";
import { type Forms, reader, settled, type Values } from "./values.ts";
import { Alarm, Join, Settled } from "./waits.ts";

/**
 * What a bench holds: the ports of the design, and everything that it can do at its place in the timing model. What is
 * written with `yield*` suspends the bench; the rest happens at once. Edges are the active ones of the bench's domain.
 */
export class Bench<P> {
  /** The ports of the design under test, from outside. */
  readonly dut: P;
  /** Random numbers of this bench alone, the same for the same seed of the run. */
  readonly random: Random;
  /** @internal */
  readonly session: Session;
  readonly #domain: DomainId;
  /** Prepared readings: by record or handle. */
  readonly #reads = new Map<keyof Forms, WeakMap<object, () => unknown>>();

  constructor(session: Session, dut: P, random: Random, domain: DomainId) {
    this.session = session;
    this.dut = dut;
    this.random = random;
    this.#domain = domain;
  }

  /** The same bench with another clock domain for its edges. */
  on(domain: DomainRef): Bench<P> {
    return new Bench(this.session, this.dut, this.random, this.session.clocks.find(domain));
  }

  /** Time in ps. */
  get now(): number {
    return this.session.engine.time;
  }

  /** Active edges of the domain so far, those in reset included. */
  get cycle(): number {
    return this.session.engine.edges(this.#domain);
  }

  /** A signal inside the design, by its dotted path as waves show it. */
  signal(path: string): Probe {
    return this.session.pins.find(path);
  }

  /** The reset of a domain, to be driven as any input. */
  resetPin(domain?: DomainRef): Probe {
    const { engine, pins, clocks } = this.session;
    const { name, reset, place } = engine.netlist.domains[domain ? clocks.find(domain) : this.#domain];
    const id = engine.netlist.signals.findIndex(({ kind, node }) => kind === "reset" && node === reset?.node);
    if (id >= 0) return pins.byId(id);
    return this.#refuse(`domain ${name} has no reset`, "elaborate it with one", [
      { what: `domain ${name}`, place: engine.netlist.places[place] },
    ]);
  }

  /** `n` active edges; of another domain, if one is named. */
  tick(n = 1, domain?: DomainRef): Waiting {
    this.#positive(n, "edges");
    return new Ticks(this.#clock(domain), n);
  }

  /** The next active edge; gives the values just before it, as registers see them. */
  sample<T extends object>(what: T): Waiting<Values<T>> {
    return new Sample(this.#clock(), this.#reader(what, "values"));
  }

  /** As `sample`, in four states. */
  sampleLogic<T extends object>(what: T): Waiting<Values<T, "logic">> {
    return new Sample(this.#clock(), this.#reader(what, "logic"));
  }

  /** As `sample`, in little-endian bytes, for wide values at speed. */
  sampleBytes<T extends object>(what: T): Waiting<Values<T, "bytes">> {
    return new Sample(this.#clock(), this.#reader(what, "bytes"));
  }

  /**
   * The first active edge before which the bit is 1, or the values please the predicate: at a valid/ready stream, the
   * edge of the transfer. Gives the number of edges, or the values. TIMEOUT after `limit` edges (10,000 unless given).
   */
  until(bit: Bits<1> | Probe, limit?: number): Waiting<number>;
  until<T extends object>(
    what: T,
    predicate: (values: Values<T>) => boolean,
    limit?: number,
  ): Waiting<Values<T>>;
  until<T extends object>(
    what: T,
    second: number | ((values: Values<T>) => boolean) = EDGE_LIMIT,
    third = EDGE_LIMIT,
  ): Waiting<number> | Waiting<Values<T>> {
    if (typeof second === "function") {
      this.#positive(third, "edges");
      return new UntilValues(this.#clock(), this.#reader(what, "values"), second, third);
    }
    this.#positive(second, "edges");
    const pin = this.session.pins.of(what);
    if (pin.width === 1) return new Until(this.#clock(), pin, second);
    return this.#refuse(
      `until waits for ${pin.path}, which is ${pin.width} bits`,
      "give a predicate beside it",
    );
  }

  /** `ps` picoseconds. An end on an edge comes after the edge. */
  after(ps: number): Waiting {
    this.#positive(ps, "ps");
    return new Alarm(this.session.scheduler, this.now + ps);
  }

  /** Another turn at the same time, when what benches have driven has settled. */
  settle(): Waiting {
    return new Settled(this.session.scheduler);
  }

  /**
   * Drives an input or a reset, until it is driven again. Takes effect when all benches have had their turn at this
   * time; registers see it at the next edge. CONFLICT if another bench drives it at the same time.
   */
  drive(port: Readable, value: Drivable): void {
    const { pins, drives, scheduler } = this.session;
    drives.drive(pins.of(port), value, scheduler.current ?? this.#outside("drive"));
  }

  /** The value as it has settled. UNKNOWN if it has x or z bits. */
  peek<T extends object>(what: T): Values<T> {
    return settled(this.#reader(what, "values")());
  }

  /** As `peek`, in four states. */
  peekLogic<T extends object>(what: T): Values<T, "logic"> {
    return settled(this.#reader(what, "logic")());
  }

  /** As `peek`, in little-endian bytes. */
  peekBytes<T extends object>(what: T): Values<T, "bytes"> {
    return settled(this.#reader(what, "bytes")());
  }

  /** The member that an enumeration or state machine has for a value; for the settled one unless given. */
  nameOf(what: Readable, value = this.peek(what) as bigint): string | undefined {
    return this.session.pins.of(what).memberName(value);
  }

  /** Runs a task beside this bench. The run waits for it, as for the bench, unless it is of the background. */
  fork<R>(task: Task<R>, options: { readonly name?: string; readonly background?: boolean } = {}): Fork<R> {
    const { scheduler } = this.session;
    const parent = scheduler.current ?? this.#outside("fork");
    const name = options.name ?? `${parent.name}.fork`;
    return scheduler.spawn(name, task, parent.critical && !options.background);
  }

  /** The end of a forked task; gives what it returns. What it drove counts as driven by who joined it. */
  join<R>(fork: Fork<R>): Waiting<R> {
    return new Join(fork as Coroutine<R>, this.session.scheduler.current ?? this.#outside("join"));
  }

  /** Ends a forked task where it stands. */
  kill(fork: Fork): void {
    this.session.scheduler.kill(fork as Coroutine);
  }

  /** Runs a task, for at most `edges`; gives what it returns. TIMEOUT, and the task is killed, where it takes longer. */
  timeout<R>(task: Task<R>, edges = EDGE_LIMIT): Waiting<R> {
    this.#positive(edges, "edges");
    return new Deadline(this.#clock(), this.fork(task, { background: true }) as Coroutine<R>, edges);
  }

  /** Something for benches to tell each other: `yield* event.wait()` and `event.notify()`. */
  event(name = "the event"): BenchEvent {
    return new BenchEvent(() => this.#clock(), `${name} did not happen`);
  }

  /** Ends the run with this time step. */
  finish(): void {
    this.session.isFinishing = true;
  }

  #clock(domain?: DomainRef): Clock {
    const { clocks } = this.session;
    return clocks.clock(domain === undefined ? this.#domain : clocks.find(domain));
  }

  #reader(what: object, form: keyof Forms): () => unknown {
    let known = this.#reads.get(form);
    if (!known) this.#reads.set(form, (known = new WeakMap()));
    let read = known.get(what);
    if (!read) known.set(what, (read = reader(this.session.pins, what, form)));
    return read;
  }

  #positive(n: number, unit: string): void {
    if ((Number.isSafeInteger(n) && n > 0) || n === Infinity) return;
    this.#refuse(`a wait of ${n} ${unit}`, `wait for a whole number of ${unit}, 1 or more`);
  }

  #outside(verb: string): never {
    return this.#refuse(`${verb} is used outside of a bench`, "use it while the bench runs");
  }

  #refuse(problem: string, fix: string, pointers: readonly { what: string; place: Place }[] = []): never {
    throw new DesignError("BENCH", problem, [{ what: "here", place: callerPlace() }, ...pointers], fix);
  }
}
