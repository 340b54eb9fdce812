import { type BeatBytes, beats, fullStrobe } from "../../../host/axi/burst.ts";
import type { AxiPort } from "../../../host/axi/port.ts";
import { AxiBurst } from "../../../rtl/bus/axi.ts";
import type { Bench, Task } from "../../../sim/bench/index.ts";
import type { Bits } from "../../../sim/hdl/index.ts";
import { burstOf, KINDS } from "./traffic.ts";

/** In how many of its cycles a channel goes on. */
const PACE = 0.7;

/**
 * A manager that is to be killed: bursts of all kinds without end, strobes at random, pauses on every channel, and no
 * look at what is answered. `place` moves the addresses. Gives what ends it where it stands, with nothing offered.
 */
export function startStorm(
  b: Bench<unknown>,
  port: AxiPort,
  busBytes: number,
  place = (addr: number): number => addr,
): () => void {
  const { random } = b;
  /** Beats of the bursts whose addresses have been chosen, whether these have passed or not. */
  const owed: (BeatBytes & { readonly last: number })[] = [];
  type Channel = { readonly valid: Bits<1>; readonly ready: Bits<1> };

  function* offer({ valid, ready }: Channel, payload: () => void): Task {
    while (!random.chance(PACE)) yield* b.tick();
    payload();
    b.drive(valid, 1);
    yield* b.until(ready, Infinity);
    b.drive(valid, 0);
  }
  const fill = (handles: object, values: Readonly<Record<string, number | bigint>>): void => {
    for (const [field, value] of Object.entries(values)) {
      b.drive((handles as Record<string, Bits>)[field], value);
    }
  };
  function* addresses(channel: "aw" | "ar"): Task {
    for (;;) {
      const burst = burstOf(random.pick(KINDS), random, busBytes);
      if (channel === "aw") {
        for (const [i, beat] of beats(burst).entries()) owed.push({ ...beat, last: i === burst.len ? 1 : 0 });
      }
      const attributes = { id: random.below(16), lock: 0, cache: 3, prot: 0, qos: 0 };
      const addr = place(burst.addr);
      const payload = { ...burst, ...attributes, addr, burst: AxiBurst.values[burst.burst] };
      yield* offer(port[channel], () => fill(port[channel].payload, payload));
    }
  }
  function* data(): Task {
    for (;;) {
      const beat = owed.shift();
      if (!beat) {
        yield* b.tick();
        continue;
      }
      const { last } = beat;
      const lanes = fullStrobe(beat, busBytes);
      const strb = lanes & random.pick([lanes, lanes, 0n, random.bits(busBytes)]);
      yield* offer(port.w, () => fill(port.w.payload, { data: random.bits(8 * busBytes), strb, last }));
    }
  }
  function* answers({ ready }: Channel): Task {
    for (;;) {
      b.drive(ready, random.chance(PACE));
      yield* b.tick();
    }
  }
  const tasks = [addresses("aw"), data(), addresses("ar"), answers(port.b), answers(port.r)];
  const forks = tasks.map((task) => b.fork(task, { background: true }));
  return () => {
    for (const fork of forks) b.kill(fork);
    for (const { valid } of [port.aw, port.w, port.ar]) b.drive(valid, 0);
  };
}
