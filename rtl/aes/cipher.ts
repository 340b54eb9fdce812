import type { Bits, Pipeline } from "../../sim/hdl/index.ts";
import { secret } from "../../sim/hdl/index.ts";
import type { RoundKeys } from "./round-keys.ts";
import {
  addRoundKey,
  invMixColumns,
  invShiftRows,
  invSubBytes,
  mixColumns,
  type State,
  shiftRows,
  subBytes,
} from "./state.ts";

/** What the items of a pipeline must carry to pass through AES: the states, and the slot of their key. */
export type Item = { readonly state: State; readonly slot: Bits };

/** One step of a cipher on the states of an item. */
type Step = (state: State, slot: Bits) => State;

/** FIPS 197, 5.1: the initial AddRoundKey, for the stage before the rounds. */
export const whiten = (keys: RoundKeys, state: State, slot: Bits): State =>
  addRoundKey(state, keys.of(0, slot));

/** FIPS 197, 5.3: the initial AddRoundKey of the inverse cipher. */
export const invWhiten = (keys: RoundKeys, state: State, slot: Bits): State =>
  addRoundKey(state, keys.of(keys.rounds, slot));

/** Rounds 1 to Nr (FIPS 197, 5.1), `roundsPerStage` of them in each stage of the pipeline. */
export function cipher<V extends Item>(
  pipe: Pipeline<V>,
  keys: RoundKeys,
  roundsPerStage: number,
): Pipeline<V> {
  const step =
    (round: number): Step =>
    (state, slot) => {
      const shifted = shiftRows(subBytes(state));
      return addRoundKey(round < keys.rounds ? mixColumns(shifted) : shifted, keys.of(round, slot));
    };
  return stages(pipe, ascending(keys.rounds).map(step), roundsPerStage);
}

/** The rounds of the inverse cipher (FIPS 197, 5.3), with the same round keys in reverse. */
export function invCipher<V extends Item>(
  pipe: Pipeline<V>,
  keys: RoundKeys,
  roundsPerStage: number,
): Pipeline<V> {
  const step =
    (round: number): Step =>
    (state, slot) => {
      const keyed = addRoundKey(invSubBytes(invShiftRows(state)), keys.of(keys.rounds - round, slot));
      return round < keys.rounds ? invMixColumns(keyed) : keyed;
    };
  return stages(pipe, ascending(keys.rounds).map(step), roundsPerStage);
}

/** Stages `round1`, `round2`, …, each named by its first round. The states on the way are secret. */
function stages<V extends Item>(pipe: Pipeline<V>, steps: readonly Step[], each: number): Pipeline<V> {
  let end: Pipeline<V> = pipe;
  for (let first = 0; first < steps.length; first += each) {
    const part = steps.slice(first, first + each);
    end = end.stage(`round${first + 1}`, (item) => ({
      ...item,
      state: secret(part.reduce((state, step) => step(state, item.slot), item.state)),
    })) as unknown as Pipeline<V>;
  }
  return end;
}

const ascending = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
