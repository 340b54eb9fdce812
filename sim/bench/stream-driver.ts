import type { Bench } from "./bench.ts";
import { BenchEvent } from "./bench-event.ts";
import type { Task } from "./coroutine.ts";
import type { Drivable } from "./drivable.ts";
import { Fifo } from "./fifo.ts";
import { always } from "./pattern.ts";
import type { Pin } from "./pin.ts";
import type { Simulation } from "./simulation.ts";
import type { StreamEnd, StreamOptions } from "./stream-end.ts";
import { type DriveValues, type Give, giver } from "./values.ts";

export interface DriverOptions extends StreamOptions {
  /** The payload while nothing is offered: the last item, or x to find who reads it then. `hold` unless given. */
  readonly between?: "hold" | "x";
}

/**
 * The source of a stream into the design: a queue of payloads, offered one after the other. The pattern says in which
 * cycles a new one may be offered; what is offered stays until it is taken. One item a cycle where nothing holds it up.
 */
export class StreamDriver<H extends object> {
  readonly #stream: StreamEnd<H>;
  readonly #options: DriverOptions;
  readonly #give: Give;
  readonly #queue = new Fifo<DriveValues<H>>();
  readonly #arrived: BenchEvent;
  readonly #emptied: BenchEvent;
  #sent = 0;
  #taken = 0;

  constructor(sim: Simulation<unknown>, stream: StreamEnd<H>, options: DriverOptions = {}) {
    const { pins, clocks } = sim.session;
    const domain = clocks.find(options.domain);
    const clock = () => clocks.clock(domain);
    this.#stream = stream;
    this.#options = options;
    this.#give = giver(pins, stream.payload);
    this.#arrived = new BenchEvent(clock, "no item arrived");
    this.#emptied = new BenchEvent(clock, `what was sent to ${pins.of(stream.valid).path} was not taken`);
    sim.background((b) => this.#run(b), { name: "driver", ...options });
  }

  /** Queues a payload: a value, or a record of them. Bytes are not copied. */
  send(payload: DriveValues<H>): void {
    this.#sent++;
    this.#queue.push(payload);
    this.#arrived.notify();
  }

  /** Items queued or offered, and not taken yet. */
  get pending(): number {
    return this.#sent - this.#taken;
  }

  /** Until all that was sent has been taken. TIMEOUT after `limit` edges (10,000 unless given). */
  *drained(limit?: number): Task {
    while (this.pending > 0) yield* this.#emptied.wait(limit);
  }

  *#run(b: Bench<unknown>): Task {
    const { valid, ready } = this.#stream;
    const { pattern = always, between = "hold" } = this.#options;
    const goes = pattern(b.random);
    const put = (pin: Pin, value: Drivable) => b.drive(pin, value);
    const blank = (pin: Pin) => b.drive(pin, "x");
    for (;;) {
      b.drive(valid, 0);
      if (between === "x") this.#give(undefined, blank);
      if (this.pending === 0) this.#emptied.notify();
      while (this.#queue.length === 0) yield* this.#arrived.wait(Infinity);
      while (!goes()) yield* b.tick();
      b.drive(valid, 1);
      this.#give(this.#queue.shift(), put);
      yield* b.until(ready, Infinity);
      this.#taken++;
    }
  }
}
