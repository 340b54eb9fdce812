import type { KeyBits } from "../../../rtl/aes/parameters.ts";
import type { LineCipherOptions } from "../../../rtl/xts/geometry.ts";
import { LineCipher } from "../../../rtl/xts/line-cipher.ts";
import {
  type Bench,
  type Random,
  StreamDriver,
  type StreamEnd,
  simulate,
  type Task,
} from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import type { XtsKeys } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { type Pauses, pass } from "../passage.ts";

export const elaborateCipher = (options: LineCipherOptions) => elaborate(LineCipher(options));
export type CipherDesign = ReturnType<typeof elaborateCipher>;

/** Programs the keys of slots 0, 1, … one after the other, until all round keys are written. */
export function* program(
  b: Bench<unknown>,
  driver: StreamDriver<CipherDesign["io"]["program"]["payload"]>,
  end: Pick<StreamEnd, "ready">,
  keys: readonly XtsKeys[],
): Task {
  for (const [slot, { key1, key2 }] of keys.entries()) driver.send({ slot, dataKey: key1, tweakKey: key2 });
  yield* driver.drained();
  yield* b.until(end.ready);
}

export interface Line {
  readonly line: Uint8Array;
  readonly tweak: Uint8Array;
  readonly slot?: number;
}

export const randomKeys = (source: Random, keyBits: KeyBits): XtsKeys => ({
  key1: source.bytes(keyBits / 8),
  key2: source.bytes(keyBits / 8),
});

/** For one of four slots. */
export const randomLine = (source: Random) => ({
  line: source.bytes(64),
  tweak: source.bytes(16),
  slot: source.below(4),
});

export interface Work extends Pauses {
  /** Keys of slots 0, 1, …, all programmed before the first line. */
  readonly keys: readonly XtsKeys[];
  /** Lines in the order in which they are sent; tags count them modulo 256. */
  readonly lines: readonly Line[];
  readonly seed?: number;
}

/** Lines through a line cipher: what came out, and the cycles in which each line went in and came out. */
export function crypt(design: CipherDesign, { keys, lines, seed = 1, ...pauses }: Work) {
  const sim = simulate(design, { seed });
  const driver = new StreamDriver(sim, sim.dut.program);
  const { results, taken, given } = pass(sim, {
    first: (b) => program(b, driver, sim.dut.program, keys),
    items: lines.map(({ line, tweak, slot = 0 }, i) => ({ line, tweak, slot, tag: i & 255 })),
    ...pauses,
  });
  return {
    lines: results.map(({ line }) => hex(line)),
    tags: results.map(({ tag }) => tag[0]),
    taken,
    given,
  };
}
