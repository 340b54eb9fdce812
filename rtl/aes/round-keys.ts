import {
  assert,
  type Bits,
  fires,
  In,
  type Inside,
  type Memory,
  memories,
  mux,
  type Source,
  type Stage,
  sram,
  u,
  type Vec,
  vecOf,
} from "../../sim/hdl/index.ts";
import { keyAfter } from "./key-expansion.ts";
import {
  type Direction,
  type KeyBits,
  ROUND_BITS,
  ROUNDS,
  type RoundKeyChoice,
  slotBits,
} from "./parameters.ts";

/** The port through which a key schedule fills the round keys: one round of one slot a cycle. */
export const loadPort = (slots: number) => ({
  /** The round keys of the slot are zeroed, all at once. */
  clear: In(1),
  enable: In(1),
  slot: In(u(slotBits(slots))),
  round: In(ROUND_BITS),
  key: In(u(128).secret()),
});

export type LoadPort = Inside<ReturnType<typeof loadPort>>;

export interface RoundKeyOptions {
  /** `decrypt`: the inverse cipher, which uses the keys from the last to the first. */
  readonly direction: Direction;
  readonly keyBits: KeyBits;
  readonly slots: number;
  readonly roundKeys: RoundKeyChoice;
}

/** What an item knows of its keys: their slot and, made on the fly, the ones of the next steps. */
export type Keyed = {
  readonly slot: Bits;
  /** The next Nk words, or those that are left, the next round key as lane 0. */
  readonly window?: Vec<number, Bits<128>>;
};

/** Where a pipeline has its round keys from. */
export interface RoundKeys {
  /** Nr. */
  readonly rounds: number;
  /**
   * The round key of a step, 0 to Nr in the order of use, for an item that has come so far, and the item as it goes on
   * from there. Combinational.
   */
  at<V extends Keyed>(step: number, item: V): readonly [key: Bits<128>, item: V];
}

/** The round keys of all slots, from what comes in through `load`. */
export function roundKeys(options: RoundKeyOptions, load: LoadPort): RoundKeys {
  const { direction, keyBits, slots, roundKeys } = options;
  const rounds = ROUNDS[keyBits];
  const order = Array.from({ length: rounds + 1 }, (_, step) =>
    direction === "encrypt" ? step : rounds - step,
  );
  const banks = (count: number) => order.slice(0, count).map((round) => keyBank(round, slots, load));
  const at =
    roundKeys === "stored" ? stored(banks(rounds + 1)) : onTheFly(direction, order, banks(keyBits / 128));
  return { rounds, at };
}

/** A bank for each step, read by the stage that takes the step, for the slot of its item. */
const stored =
  (banks: readonly Memory<128>[]): RoundKeys["at"] =>
  (step, item) => [banks[step].peek(item.slot), item];

/**
 * Banks for the first Nk words only. From there on the item carries its keys, and each step makes one more beside its
 * round, a round before it is used.
 */
const onTheFly =
  (direction: Direction, order: readonly number[], banks: readonly Memory<128>[]): RoundKeys["at"] =>
  <V extends Keyed>(step: number, { window, ...item }: V) => {
    const keys = banks
      .slice(0, order.length - step)
      .map((bank, i) => (window ? window.lane(i) : bank.peek(item.slot)));
    const made = order[step + keys.length];
    const next = made === undefined ? [] : [keyAfter(direction, keys, made)];
    const [key, ...rest] = [...keys, ...next];
    return [key, (rest.length > 0 ? { ...item, window: vecOf(...(rest as [Bits<128>])) } : item) as V];
  };

/** The round keys of one round, 128 bits a slot. */
function keyBank(round: number, slots: number, load: LoadPort): Memory<128> {
  const shape = sram({ data: 128, addr: slotBits(slots) as number, depth: slots, secret: true });
  const name = `key${round}`;
  const bank = memories({ [name]: shape })[name];
  const { clear, enable, slot, key } = load;
  bank.write({
    addr: slot,
    data: mux(clear, 0, key),
    enable: clear.or(enable.and(load.round.eq(round))),
  });
  return bank;
}

/** Stops the run where a round key of a slot is written or cleared while the pipeline takes or holds an item of that slot. */
export function guardRoundKeys(
  load: LoadPort,
  up: Source<{ readonly slot: Bits }>,
  stages: readonly Stage[],
): void {
  const taken = fires(up).and(up.payload.slot.eq(load.slot));
  const held = stages.flatMap(({ valid, values: { slot } }) =>
    slot ? [valid.and((slot as Bits).eq(load.slot))] : [],
  );
  const inFlight = held.reduce((any, one) => any.or(one), taken);
  const changes = load.enable.or(load.clear);
  assert(changes.and(inFlight).not(), "the keys of a slot change while its items are in flight", {
    slot: load.slot,
    round: load.round,
  });
}
