import { type Pipeline, secret } from "../../sim/hdl/index.ts";
import type { Keyed, RoundKeys } from "./round-keys.ts";
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

/** What the items of a pipeline must carry to pass through AES: the states, and what tells their round keys. */
export type Item = Keyed & { readonly state: State };

/** One step of a cipher on an item. */
type Step = <V extends Item>(item: V) => V;

/** FIPS 197, 5.1 and 5.3: the initial AddRoundKey of the cipher or its inverse, for the stage before the rounds. */
export function whiten<V extends Item>(keys: RoundKeys, item: V): V {
  const [key, rest] = keys.at(0, item);
  return { ...rest, state: secret(addRoundKey(item.state, key)) };
}

/** Rounds 1 to Nr (FIPS 197, 5.1), `roundsPerStage` of them in each stage of the pipeline. */
export function cipher<V extends Item>(
  pipe: Pipeline<V>,
  keys: RoundKeys,
  roundsPerStage: number,
): Pipeline<V> {
  const step =
    (round: number): Step =>
    (item) => {
      const [key, rest] = keys.at(round, item);
      const shifted = shiftRows(subBytes(item.state));
      return { ...rest, state: addRoundKey(round < keys.rounds ? mixColumns(shifted) : shifted, key) };
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
    (item) => {
      const [key, rest] = keys.at(round, item);
      const keyed = addRoundKey(invSubBytes(invShiftRows(item.state)), key);
      return { ...rest, state: round < keys.rounds ? invMixColumns(keyed) : keyed };
    };
  return stages(pipe, ascending(keys.rounds).map(step), roundsPerStage);
}

/** Stages `round1`, `round2`, …, each named by its first round. The states on the way are secret. */
function stages<V extends Item>(pipe: Pipeline<V>, steps: readonly Step[], each: number): Pipeline<V> {
  let end: Pipeline<V> = pipe;
  for (let first = 0; first < steps.length; first += each) {
    const part = steps.slice(first, first + each);
    end = end.stage(`round${first + 1}`, (before) => {
      const item = part.reduce((item, step) => step(item), before);
      return { ...item, state: secret(item.state) };
    }) as unknown as Pipeline<V>;
  }
  return end;
}

const ascending = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
