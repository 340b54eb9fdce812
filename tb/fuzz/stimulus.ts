import { Random } from "../reference/random.ts";
import type { Rig } from "./rig.ts";

/**
 * What is driven at the inputs of a rig: `steps` rows of `words` 32-bit words. Each input has words of its own, from
 * `at[input]` on, least significant first; bits above its width are 0.
 */
export interface Stimulus {
  readonly steps: number;
  readonly words: number;
  readonly at: readonly number[];
  readonly value: Int32Array;
  /** Bits that are x; their value is 0. */
  readonly unknown: Int32Array;
}

/** Steps that a reset lasts, and steps between two, at most. */
const RESET_LENGTH = 12;
const RESET_EVERY = 300;

/** A row a step; a module with clocks takes two steps a vector, so that its own clock makes about one cycle of each. */
export function stimulusOf(rig: Rig, vectors: number): Stimulus {
  const steps = rig.source.kind === "combinational" ? vectors : 2 * vectors;
  let words = 0;
  const at = rig.inputs.map(({ width }) => {
    const first = words;
    words += wordsOf(width);
    return first;
  });
  const stimulus = {
    steps,
    words,
    at,
    value: new Int32Array(steps * words),
    unknown: new Int32Array(steps * words),
  };
  const active = new Map(
    rig.netlist.domains.flatMap(({ reset }) => (reset ? [[reset.node, reset.active] as const] : [])),
  );
  for (const [input, { node, width, path }] of rig.inputs.entries()) {
    const random = new Random(rig.seeds[input]);
    const level = active.get(node);
    if (level !== undefined) resets(random, rig, stimulus, at[input], level);
    else if (path === "live") live(random, rig, stimulus, at[input]);
    else values(random, rig, stimulus, at[input], width);
  }
  return stimulus;
}

export const wordsOf = (width: number): number => (width + 31) >>> 5;

function resets(
  random: Random,
  rig: Rig,
  { steps, words, value }: Stimulus,
  at: number,
  active: number,
): void {
  let until = Math.max(rig.warmup, 2);
  for (let step = 0; step < steps; step++) {
    value[step * words + at] = step < until ? active : 1 - active;
    if (step >= until && random.oneIn(RESET_EVERY)) until = step + 1 + random.below(RESET_LENGTH);
  }
}

function live(random: Random, { warmup }: Rig, { steps, words, value }: Stimulus, at: number): void {
  for (let step = warmup; step < steps; step++) value[step * words + at] = random.oneIn(8) ? 0 : 1;
}

/** Any values, and corners as often: none, all, one, the sign, one bit, all but one bit, low bits, few. Some stay. */
function values(
  random: Random,
  rig: Rig,
  { steps, words, ...planes }: Stimulus,
  at: number,
  width: number,
): void {
  const { value, unknown } = planes;
  const count = wordsOf(width);
  const top = width % 32 === 0 ? -1 : (1 << (width % 32)) - 1;
  const fill = (row: number, word: number, from: Int32Array) => {
    for (let k = 0; k < count; k++) from[row + k] = word;
  };
  const flip = (row: number, bit: number) => {
    value[row + (bit >>> 5)] ^= 1 << (bit & 31);
  };
  for (let step = 0; step < steps; step++) {
    const row = step * words + at;
    if (step > 0 && random.oneIn(4)) {
      value.copyWithin(row, row - words, row - words + count);
      unknown.copyWithin(row, row - words, row - words + count);
      continue;
    }
    const corner = random.below(18);
    const bit = random.below(width);
    if (corner >= 9) for (let k = 0; k < count; k++) value[row + k] = random.below(2 ** 32);
    else fill(row, corner & 1 ? -1 : 0, value);
    if (corner === 2 || corner === 3) flip(row, width - 1);
    if (corner === 4 || corner === 5) flip(row, bit);
    if (corner === 6) flip(row, 0);
    if (corner === 7) for (let k = bit; k < width; k++) flip(row, k);
    if (corner === 8) value[row] = random.below(17);
    value[row + count - 1] &= top;
    if (rig.source.kind !== "unknown") continue;
    const share = random.below(8);
    if (share === 0) fill(row, -1, unknown);
    if (share === 1) for (let k = 0; k < count; k++) unknown[row + k] = random.below(2 ** 32);
    if (share === 2) unknown[row + (bit >>> 5)] = 1 << (bit & 31);
    unknown[row + count - 1] &= top;
    // No z: where both sides of a choice are z, Icarus keeps it, and IEEE 1800-2017 has x there (11.4.11).
    for (let k = 0; k < count; k++) value[row + k] &= ~unknown[row + k];
  }
}
