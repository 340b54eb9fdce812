import {
  assert,
  type Bits,
  fires,
  In,
  type Inside,
  memories,
  type Source,
  type Stage,
  sram,
  u,
} from "../../sim/hdl/index.ts";
import { type KeyBits, ROUND_BITS, ROUNDS, slotBits } from "./parameters.ts";

/** The port through which a key schedule fills the round keys: one round of one slot a cycle. */
export const loadPort = (slots: number) => ({
  enable: In(1),
  slot: In(u(slotBits(slots))),
  round: In(ROUND_BITS),
  key: In(u(128).secret()),
});

export type LoadPort = Inside<ReturnType<typeof loadPort>>;

/** The round keys of all slots. */
export interface RoundKeys {
  readonly rounds: number;
  /** Round key `round` of the slot, combinational. */
  of(round: number, slot: Bits): Bits<128>;
}

/**
 * A bank of 128-bit words for each round, addressed by slot, so that each stage of a pipeline reads its own bank for
 * the slot of the item that it holds.
 */
export function roundKeys(keyBits: KeyBits, slots: number, load: LoadPort): RoundKeys {
  const rounds = ROUNDS[keyBits];
  const shape = sram({ data: 128, addr: slotBits(slots) as number, depth: slots, secret: true });
  const banks = Array.from({ length: rounds + 1 }, (_, round) => {
    const name = `key${round}`;
    const bank = memories({ [name]: shape })[name];
    bank.write({ addr: load.slot, data: load.key, enable: load.enable.and(load.round.eq(round)) });
    return bank;
  });
  return { rounds, of: (round, slot) => banks[round].peek(slot) };
}

/** Stops the run where a round key of a slot is written while the pipeline takes or holds an item of that slot. */
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
  assert(load.enable.and(inFlight).not(), "the keys of a slot change while its items are in flight", {
    slot: load.slot,
    round: load.round,
  });
}
