import { refuse } from "../../sim/hdl/index.ts";

/** FIPS 197, figure 4: rounds by key length in bits. AES-192 is not used by memory encryption. */
export const ROUNDS = { 128: 10, 256: 14 } as const;

export type KeyBits = keyof typeof ROUNDS;

/** Bits of a round number: 0 to 14. */
export const ROUND_BITS = 4;

/** Bits of a slot number among `slots` key slots. */
export const slotBits = (slots: number): number => Math.max(1, Math.ceil(Math.log2(slots)));

/** @throws DesignError OPTION for a key length that is not modelled, or rounds a stage that are none or more than Nr. */
export function checkRounds(keyBits: KeyBits, roundsPerStage: number): void {
  if (!(keyBits in ROUNDS)) refuse("keyBits", keyBits, Object.keys(ROUNDS).join(" or "));
  const rounds = ROUNDS[keyBits];
  const fits = Number.isInteger(roundsPerStage) && roundsPerStage >= 1 && roundsPerStage <= rounds;
  if (!fits) refuse("roundsPerStage", roundsPerStage, `1 to ${rounds}`);
}
