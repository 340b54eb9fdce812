import { PortRecording, type PortRecordingOptions } from "../export/port-recording.ts";
import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import { resetLevel } from "../netlist/reset.ts";
import { Recording } from "../waves/recording.ts";
import type { Selection } from "../waves/selection.ts";
import type { Sink } from "../waves/sink.ts";
import type { Lane } from "../waves/string-lane.ts";
import { Bench } from "./bench.ts";
import type { ClockOptions, DomainRef } from "./clocks.ts";
import type { Task } from "./coroutine.ts";
import type { Drivable } from "./drivable.ts";
import type { Readable } from "./handles.ts";
import { initialReset } from "./initial-reset.ts";
import type { Probe } from "./pin.ts";
import { Random } from "./random.ts";
import { assertionError, located } from "./report.ts";
import { type RunLimits, type RunResult, runResult } from "./run-result.ts";
import type { Session } from "./session.ts";
import { reader, settled, type Values } from "./values.ts";
import { type WaveOptions, Waves } from "./waves.ts";

/** Rounds of benches at one time before the run is given up. */
const ROUND_LIMIT = 10_000;

export type BenchBody<P> = (bench: Bench<P>) => Task;

export interface BenchOptions {
  /** For messages, and for the bench's random numbers; the function's name unless given. */
  readonly name?: string;
  /** Whose edges the bench waits for; `clk` unless given. */
  readonly domain?: DomainRef;
}

/** A design that runs with its benches. Dispose of it, or say `using`, so that its wave files are closed whole. */
export class Simulation<P> implements Disposable {
  /** The ports of the design under test, from outside. */
  readonly dut: P;
  /** @internal */
  readonly session: Session;
  readonly #waves: Waves;
  readonly #resetEdges: number;
  readonly #benches: (() => void)[] = [];
  readonly #names = new Map<string, number>();
  readonly #endings: (() => void)[] = [];
  readonly #recordings: PortRecording[] = [];
  #critical = 0;
  #isReset = false;
  #state: "new" | "running" | "finished" | "failed" | "closed" = "new";
  #failure: unknown;

  constructor(session: Session, dut: P, resetEdges: number) {
    this.session = session;
    this.dut = dut;
    this.#resetEdges = resetEdges;
    this.#waves = new Waves(session.engine);
    const { scheduler } = session;
    session.engine.hooks = {
      sample: (domains) => {
        try {
          for (const domain of domains) scheduler.edge(domain);
        } catch (error) {
          this.#postpone(error);
        }
      },
      failed: (check) => this.#postpone(assertionError(session, check)),
    };
  }

  /** The seed of everything random in the run. */
  get seed(): number {
    return this.session.seed;
  }

  /** Picoseconds. */
  get time(): number {
    return this.session.engine.time;
  }

  /** Gives a clock pin its waveform, before the run. Where no clock is given at all, `clk` runs at 1 GHz. */
  clock(options: ClockOptions): this {
    this.session.clocks.set(options);
    return this;
  }

  /** A bench: the run lasts until all have ended. It begins when the initial reset is over. */
  bench(body: BenchBody<P>, options: BenchOptions = {}): this {
    this.#critical++;
    return this.#add(body, options, true);
  }

  /** A bench that the run does not wait for. */
  background(body: BenchBody<P>, options: BenchOptions = {}): this {
    return this.#add(body, options, false);
  }

  /**
   * Writes a wave file from the present time on, and a GTKWave save file beside it.
   * @throws DesignError WAVE if the file cannot be opened.
   */
  vcd(target: string | Sink, options: WaveOptions = {}): this {
    const comment = `${this.session.engine.netlist.name}, seed ${this.seed}`;
    this.#waves.open(target, { comment, ...options });
    return this;
  }

  /** A row of text in the wave files opened so far, in the scope with this path: for the name of a transaction. */
  lane(name: string, scope: string): Lane {
    return this.#waves.lane(name, scope);
  }

  /** Keeps chosen signals as they are just before each active edge, for `renderAscii`. */
  record(selection: Selection = {}, domain?: DomainRef): Recording {
    const { engine, scheduler, clocks } = this.session;
    const recording = new Recording(engine.netlist, engine.state, selection);
    scheduler.listen(clocks.find(domain), { edge: () => recording.capture() });
    return recording;
  }

  /** Records the run at its ports, from the power-up on, to be run again by another simulator (`testbench`). */
  recordPorts(options: PortRecordingOptions = {}): PortRecording {
    if (this.#state !== "new") {
      throw misuse("the ports are recorded of a run that has begun", "call recordPorts before the run");
    }
    const { engine, written } = this.session;
    const recording = new PortRecording(engine, written, options);
    this.#recordings.push(recording);
    return recording;
  }

  /** Looks at each active edge of a domain, just before it and in reset too. It may throw; it drives nothing. */
  atEdge(look: (isInReset: boolean) => void, domain?: DomainRef): this {
    const { engine, scheduler, clocks } = this.session;
    const id = clocks.find(domain);
    scheduler.listen(id, { edge: () => look(resetLevel(engine.netlist, engine.state, id) !== 0) });
    return this;
  }

  /** A check for the end of a run that finishes: it throws if something is missing. */
  atEnd(check: () => void): this {
    this.#endings.push(check);
    return this;
  }

  /** A signal inside the design, by its dotted path as waves show it. */
  signal(path: string): Probe {
    return this.session.pins.find(path);
  }

  /** The settled value of a port or signal. UNKNOWN if it has x or z bits. */
  peek<T extends object>(what: T): Values<T> {
    return settled(reader(this.session.pins, what, "values")());
  }

  /** Drives an input from outside the benches: before the run, at time 0 and so in reset too; or between two runs. */
  drive(port: Readable, value: Drivable): this {
    this.session.drives.drive(this.session.pins.of(port), value, undefined);
    return this;
  }

  /** Runs on until all benches have ended, `finish()` is called, or a limit is reached; may then be called again. */
  run({ cycles = Infinity, time = Infinity }: RunLimits = {}): RunResult {
    this.#usable();
    if (this.#critical === 0 && cycles === Infinity && time === Infinity) {
      throw misuse(
        "nothing would end the run: it has no bench and no limit",
        "add a bench, or run({ cycles })",
      );
    }
    const { engine } = this.session;
    const lastCycle = engine.edges(0) + cycles;
    const lastTime = engine.time + time;
    try {
      if (this.#state === "new") this.#begin();
      else this.#react();
      while (!this.#isOver() && engine.edges(0) < lastCycle && this.#step(lastTime, lastCycle));
      if (this.#isOver()) this.#end();
    } catch (error) {
      throw this.#fail(error);
    }
    return runResult(engine, this.#state === "finished");
  }

  /** Ends the run with the present time step. */
  finish(): void {
    this.session.isFinishing = true;
  }

  /** Closes the wave files. */
  [Symbol.dispose](): void {
    if (this.#state === "closed") return;
    const hasFailed = this.#state === "failed";
    this.#state = "closed";
    if (!hasFailed) this.#closeWaves();
  }

  #add(
    body: BenchBody<P>,
    { name: wanted = body.name || "bench", domain }: BenchOptions,
    critical: boolean,
  ): this {
    this.#usable();
    if (this.#state === "finished") {
      throw misuse("a bench is added to a run that has finished", "add it before, or make a new simulation");
    }
    const { session } = this;
    const twins = (this.#names.get(wanted) ?? 0) + 1;
    this.#names.set(wanted, twins);
    const name = twins === 1 ? wanted : `${wanted}${twins}`;
    const bench = new Bench(
      session,
      this.dut,
      new Random(session.seed).fork(name),
      session.clocks.find(domain),
    );
    const start = () => session.scheduler.spawn(name, body(bench), critical);
    if (this.#isReset) start();
    else this.#benches.push(start);
    return this;
  }

  /** Time 0: what the program around drives, resets, and without resets the benches, all before the first edge. */
  #begin(): void {
    const { engine, scheduler, clocks } = this.session;
    this.#state = "running";
    clocks.start();
    scheduler.spawn("reset", this.#start(), false);
    this.#react();
    this.#capture();
    if (engine.nextEvent() === 0) this.#advance(0);
  }

  *#start(): Task {
    yield* initialReset(this.session, this.#resetEdges);
    this.#isReset = true;
    for (const start of this.#benches.splice(0)) start();
  }

  /** On to the next event, or to the limit if that comes first: then false. Where nobody looks, past many events. */
  #step(limit: number, lastCycle: number): boolean {
    const { engine, scheduler } = this.session;
    if (engine.run && !scheduler.isAtEdges && !this.#waves.isOpen) {
      engine.run(Math.min(scheduler.nextAlarm - 1, limit), lastCycle - 1 - engine.edges(0));
    }
    const next = Math.min(engine.nextEvent(), scheduler.nextAlarm);
    const time = Math.min(next, limit);
    if (time === engine.time) return false;
    this.#waves.dump(engine.time);
    this.#advance(time);
    return time === next;
  }

  /** Phases 1 to 8. */
  #advance(time: number): void {
    this.session.engine.advance(time);
    this.#rethrow();
    this.#capture();
    this.session.scheduler.ring(time);
    this.#react();
  }

  /** Phase 8: rounds of benches until none is left to run at this time. */
  #react(): void {
    const { engine, scheduler, drives } = this.session;
    for (let rounds = 0; ; rounds++) {
      if (scheduler.isPending) scheduler.round();
      if (drives.apply()) {
        engine.settle();
        this.#capture();
      }
      this.#rethrow();
      if (!scheduler.isPending) return;
      if (rounds === ROUND_LIMIT) {
        throw misuse(
          `the benches had ${ROUND_LIMIT} turns at ${engine.time} ps`,
          "let them wait for an edge or a time",
        );
      }
    }
  }

  #capture(): void {
    for (const recording of this.#recordings) recording.capture();
  }

  #isOver(): boolean {
    const { session } = this;
    const isDone = this.#critical > 0 && this.#benches.length === 0 && session.scheduler.critical === 0;
    return this.#state === "finished" || session.isFinishing || isDone;
  }

  #end(): void {
    if (this.#state === "finished") return;
    this.#state = "finished";
    for (const check of this.#endings) check();
    this.#closeWaves();
  }

  #closeWaves(): void {
    const { time } = this.session.engine;
    this.#waves.dump(time);
    this.#waves.close(time);
  }

  /** What fails inside the engine waits until the engine has finished the time step. */
  #postpone(failure: unknown): void {
    this.#failure ??= failure;
  }

  #rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(failure: unknown): Error {
    this.#state = "failed";
    const error = located(this.session, failure);
    try {
      this.#closeWaves();
    } catch {
      // What failed first is what is reported.
    }
    return error;
  }

  #usable(): void {
    if (this.#state === "failed" || this.#state === "closed") {
      throw misuse(
        `the simulation has ${this.#state === "failed" ? "failed" : "been closed"}`,
        "make a new one",
      );
    }
  }
}

const misuse = (problem: string, fix: string): DesignError =>
  new DesignError("BENCH", problem, [{ what: "here", place: callerPlace() }], fix);
