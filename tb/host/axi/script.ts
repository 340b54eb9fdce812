import { type CheckerOptions, ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { AXI_CHANNELS, type AxiChannel, axi } from "../../../rtl/bus/axi.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { type Bits, connect, elaborate, flip, module } from "../../../sim/hdl/index.ts";

const OPTIONS = { addressBits: 32, dataBits: 128, idBits: 4 } as const;
/** A port with nothing behind it: both its sides are driven by scripts. */
const wires = elaborate(
  module("Wires", { up: flip(axi(OPTIONS)), down: axi(OPTIONS) }, ({ up, down }) => connect(up, down)),
);

/** A number, or bits among 0, 1, x and z. */
export type Value = number | bigint | string;
export type Payload = Record<string, Value>;

/** One channel in one cycle. */
export interface Step {
  valid: Value;
  ready: Value;
  payload: Payload;
}

const IDLE: Readonly<Record<AxiChannel, Payload>> = {
  aw: { id: 0, addr: 0, len: 0, size: 3, burst: 1, lock: 0, cache: 2, prot: 0, qos: 0 },
  w: { data: 0, strb: 0xff, last: 1 },
  b: { id: 0, resp: 0 },
  ar: { id: 0, addr: 0, len: 0, size: 3, burst: 1, lock: 0, cache: 2, prot: 0, qos: 0 },
  r: { id: 0, data: 0, resp: 0, last: 1 },
};

/** Drives both sides of a port cycle by cycle. Each item is offered for three cycles, unless said otherwise, and taken in the last. */
export class Script {
  readonly #steps = new Map<string, Step>();
  #end = 0;
  /** Channels whose VALID is 1 in reset. */
  readonly inReset: AxiChannel[] = [];

  at(cycle: number, channel: AxiChannel): Step {
    const key = `${cycle} ${channel}`;
    let step = this.#steps.get(key);
    if (!step) this.#steps.set(key, (step = { valid: 0, ready: 0, payload: { ...IDLE[channel] } }));
    return step;
  }

  /** Offers an item, after all before, for some cycles. */
  offer(channel: AxiChannel, payload: Payload = {}, cycles = 3): this {
    return this.offerAt(this.#end + 1, channel, payload, cycles);
  }

  /** Offers an item from a cycle on. */
  offerAt(first: number, channel: AxiChannel, payload: Payload, cycles: number): this {
    const last = first + cycles - 1;
    for (let cycle = first; cycle <= last; cycle++) {
      const step = this.at(cycle, channel);
      Object.assign(step, { valid: 1, ready: cycle === last ? 1 : 0 });
      Object.assign(step.payload, payload);
    }
    this.#end = Math.max(this.#end, last);
    return this;
  }

  /** A write whose beats, all without strobes, have `last` where it belongs. */
  write(address: Payload = {}, beats = Number(address.len ?? 0) + 1): this {
    this.offer("aw", address);
    for (let beat = 1; beat <= beats; beat++) this.offer("w", { strb: 0, last: beat === beats ? 1 : 0 });
    return this.offer("b", { id: address.id ?? 0 });
  }

  read(address: Payload = {}): this {
    const beats = Number(address.len ?? 0) + 1;
    this.offer("ar", address);
    for (let beat = 1; beat <= beats; beat++) {
      this.offer("r", { id: address.id ?? 0, last: beat === beats ? 1 : 0 });
    }
    return this;
  }

  /** What breaks, in order. */
  play(options: CheckerOptions = {}): string[] {
    const broken: string[] = [];
    this.run({ report: ({ rule }) => broken.push(rule.name), ...options });
    return broken;
  }

  /** The checker at the end. @throws DesignError what breaks first, unless the options have a report. */
  run(options: CheckerOptions = {}): ProtocolChecker {
    using sim = simulate(wires);
    const checker = new ProtocolChecker(sim, sim.dut.up, options);
    const sides = (Object.keys(AXI_CHANNELS) as AxiChannel[]).map((channel) => {
      const { up, down } = sim.dut;
      const [from, to] = AXI_CHANNELS[channel].source === "manager" ? [up, down] : [down, up];
      return { channel, from: from[channel], to: to[channel] };
    });
    for (const { channel, from } of sides) sim.drive(from.valid, this.inReset.includes(channel) ? 1 : 0);
    const script = this;
    sim.bench(function* play(b) {
      for (let cycle = 0; cycle <= script.#end + 1; cycle++) {
        for (const { channel, from, to } of sides) {
          const { valid, ready, payload } = script.at(cycle, channel);
          b.drive(from.valid, valid);
          b.drive(to.ready, ready);
          for (const [name, pin] of Object.entries<Bits>(from.payload)) b.drive(pin, payload[name]);
        }
        yield* b.tick();
      }
    });
    sim.run();
    return checker;
  }
}
