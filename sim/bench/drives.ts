import type { Engine } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import type { Netlist } from "../netlist/netlist.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Coroutine } from "./coroutine.ts";
import { type Drivable, Staging } from "./drivable.ts";
import type { Pin } from "./pin.ts";
import { shrink } from "./shrink.ts";

/** An input of the top as benches drive it. */
interface Input {
  readonly pin: Pin;
  readonly staging: Staging;
  writer: Coroutine | undefined;
  /** Where the writer drove it: first, or since a second writer came, last. */
  place: Place;
  isShared: boolean;
  /** Time at which it was last driven. */
  time: number;
  isQueued: boolean;
}

/** What benches drive at one time: queued, then applied together. */
export class Drives {
  readonly #engine: Engine;
  /** The design as written: the optimised one may show one node under several names. */
  readonly #written: Netlist;
  readonly #inputs = new Map<Pin, Input>();
  readonly #queue: Input[] = [];

  constructor(engine: Engine, written: Netlist) {
    this.#engine = engine;
    this.#written = written;
  }

  /** `writer` undefined: the program around the run. */
  drive(pin: Pin, value: Drivable, writer: Coroutine | undefined): void {
    const input = this.#inputs.get(pin) ?? this.#open(pin);
    const { time } = this.#engine;
    if (input.writer !== writer) this.#handOver(input, writer, time);
    else if (input.isShared) input.place = callerPlace();
    const unfit = input.staging.set(value);
    if (unfit !== undefined) refuse(pin, unfit);
    input.time = time;
    if (input.isQueued) return;
    input.isQueued = true;
    this.#queue.push(input);
  }

  /** Writes the queue to the engine; false if it is empty. */
  apply(): boolean {
    if (this.#queue.length === 0) return false;
    for (const input of this.#queue) {
      const { staging } = input;
      input.isQueued = false;
      this.#engine.write(input.pin.node, staging.value, staging.isMixed ? staging.unknown : undefined);
    }
    shrink(this.#queue, 0);
    return true;
  }

  #handOver(input: Input, writer: Coroutine | undefined, time: number): void {
    const before = input.writer;
    const place = callerPlace();
    if (before && writer && input.time === time && !writer.follows(before)) {
      throw new DesignError(
        "CONFLICT",
        `benches ${before.name} and ${writer.name} both drive ${input.pin.path} at one time`,
        [
          { what: `driven by ${writer.name}`, place },
          { what: `${input.isShared ? "" : "first "}driven by ${before.name}`, place: input.place },
        ],
        "let one bench drive it, or drive it at different times",
      );
    }
    input.isShared ||= before !== undefined;
    input.writer = writer;
    input.place = place;
  }

  #open(pin: Pin): Input {
    const { op } = this.#written.nodes[this.#written.signals[pin.id].node];
    const pointers = [
      { what: "here", place: callerPlace() },
      { what: `${pin.path} declared`, place: pin.place },
    ];
    if (op === "clock") {
      throw new DesignError(
        "CLOCK",
        `a bench drives ${pin.path}, which is a clock`,
        pointers,
        "give it a waveform by sim.clock() before the run",
      );
    }
    if (op !== "input") {
      throw new DesignError(
        "DIRECTION",
        `a bench drives ${pin.path}, which is no input of the design`,
        pointers,
        "drive the inputs and resets of the top module",
      );
    }
    const input: Input = {
      pin,
      staging: new Staging(pin.width),
      writer: undefined,
      place: pointers[0].place,
      isShared: false,
      time: -1,
      isQueued: false,
    };
    this.#inputs.set(pin, input);
    return input;
  }
}

function refuse(pin: Pin, unfit: string): never {
  const bytes = pin.width % 8 === 0 ? `${pin.bytes} bytes` : `${pin.bytes} bytes with the spare bits 0`;
  throw new DesignError(
    "LITERAL",
    `${unfit} cannot drive ${pin.path}, which is ${pin.width} bit${pin.width === 1 ? "" : "s"}`,
    [
      { what: "here", place: callerPlace() },
      { what: `${pin.path} declared`, place: pin.place },
    ],
    `give a whole number from 0 to 2^${pin.width} - 1, ${bytes}, or ${pin.width} characters of 0, 1, x and z`,
  );
}
