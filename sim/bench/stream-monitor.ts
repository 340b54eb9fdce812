import { DesignError } from "../netlist/error.ts";
import type { DomainId } from "../netlist/netlist.ts";
import { resetLevel } from "../netlist/reset.ts";
import { BenchEvent } from "./bench-event.ts";
import type { Task } from "./coroutine.ts";
import { Fifo } from "./fifo.ts";
import type { Pin } from "./pin.ts";
import type { EdgeListener } from "./scheduler.ts";
import type { Session } from "./session.ts";
import type { Simulation } from "./simulation.ts";
import type { StreamEnd, StreamOptions } from "./stream-end.ts";
import { pinsOf, reader, settled, type Values } from "./values.ts";

/** An item that passed a stream. */
export interface Transfer<V> {
  readonly payload: V;
  /** Active edge of the stream's domain at which it passed, counted from 1. */
  readonly cycle: number;
  /** Picoseconds. */
  readonly time: number;
}

type Form = "values" | "bytes";

export interface MonitorOptions<V, F extends Form> extends Omit<StreamOptions, "pattern"> {
  /** Payloads as bigints, or as little-endian bytes: for wide ones at speed. `values` unless given. */
  readonly as?: F;
  /** Called with each transfer, at its edge, instead of keeping it. It drives nothing. */
  readonly each?: (transfer: Transfer<V>) => void;
  /** Called at each edge in reset: what passed before belongs to another life. */
  readonly reset?: () => void;
}

/**
 * Watches a stream and keeps what passes. Outside reset it holds the source to the rules: valid is known, ready is known
 * where valid is 1, and valid and payload hold until ready.
 */
export class StreamMonitor<H extends object, F extends Form = "values"> {
  readonly #session: Session;
  readonly #domain: DomainId;
  readonly #valid: Pin;
  readonly #ready: Pin;
  readonly #payload: readonly Pin[];
  /** The payload that waits for ready, by pin. */
  readonly #offered: readonly Int32Array[];
  readonly #read: () => unknown;
  readonly #each: (transfer: Transfer<Values<H, F>>) => void;
  readonly #reset: (() => void) | undefined;
  readonly #kept = new Fifo<Transfer<Values<H, F>>>();
  readonly #arrived: BenchEvent;
  #isOffered = false;
  #count = 0;

  constructor(sim: Simulation<unknown>, stream: StreamEnd<H>, options: MonitorOptions<Values<H, F>, F> = {}) {
    const { pins, scheduler, clocks } = sim.session;
    this.#session = sim.session;
    this.#domain = clocks.find(options.domain);
    this.#valid = pins.of(stream.valid);
    this.#ready = pins.of(stream.ready);
    this.#payload = pinsOf(pins, stream.payload);
    this.#offered = this.#payload.map(({ words }) => new Int32Array(2 * words));
    this.#read = reader(pins, stream.payload, options.as ?? "values");
    this.#arrived = new BenchEvent(() => clocks.clock(this.#domain), `no item passed ${this.#valid.path}`);
    this.#reset = options.reset;
    this.#each = options.each ?? ((transfer) => this.#kept.push(transfer));
    const listener: EdgeListener = { edge: () => this.#edge() };
    scheduler.listen(this.#domain, listener);
  }

  /** Transfers so far. */
  get count(): number {
    return this.#count;
  }

  /** The transfers kept and not taken yet, first one first. */
  get transfers(): readonly Transfer<Values<H, F>>[] {
    return this.#kept.toArray();
  }

  /** The next transfer, waiting for it if there is none. TIMEOUT after `limit` edges (10,000 unless given). */
  *take(limit?: number): Task<Transfer<Values<H, F>>> {
    for (;;) {
      const transfer = this.#kept.shift();
      if (transfer) return transfer;
      yield* this.#arrived.wait(limit);
    }
  }

  #edge(): void {
    const { engine } = this.#session;
    if (resetLevel(engine.netlist, engine.state, this.#domain) !== 0) {
      this.#isOffered = false;
      this.#reset?.();
      return;
    }
    const valid = this.#valid.level();
    if (valid === 2) this.#unknown(this.#valid);
    if (this.#isOffered) this.#checkHeld(valid);
    if (valid === 0) return;
    const ready = this.#ready.level();
    if (ready === 2) this.#unknown(this.#ready);
    if (ready === 1) this.#transfer();
    else if (!this.#isOffered) this.#offer();
  }

  #offer(): void {
    this.#isOffered = true;
    for (let i = 0; i < this.#payload.length; i++) this.#payload[i].copyPlanes(this.#offered[i]);
  }

  #transfer(): void {
    const { engine } = this.#session;
    this.#isOffered = false;
    this.#count++;
    const payload = settled<Values<H, F>>(this.#read());
    this.#each({ payload, cycle: engine.edges(this.#domain), time: engine.time });
    this.#arrived.notify();
  }

  #checkHeld(valid: number): void {
    if (valid === 0) this.#broken(`${this.#valid.path} falls before the item that it offered is taken`);
    for (let i = 0; i < this.#payload.length; i++) {
      const pin = this.#payload[i];
      if (!pin.equalsPlanes(this.#offered[i])) this.#broken(`${pin.path} changes before it is taken`);
    }
  }

  #broken(problem: string): never {
    const pointer = { what: "stream", place: this.#valid.place };
    throw new DesignError("ASSERT", problem, [pointer], "hold valid and payload until ready is 1 at an edge");
  }

  #unknown({ path, place }: Pin): never {
    const pointer = { what: `${path} declared`, place };
    throw new DesignError(
      "UNKNOWN",
      `${path} of a stream is x or z at an edge outside reset`,
      [pointer],
      "reset or drive what it depends on",
    );
  }
}
