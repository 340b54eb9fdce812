import { refuse } from "../../sim/hdl/index.ts";

/** FIPS 197, figure 4: rounds by key length in bits. AES-192 is not used by memory encryption. */
export const ROUNDS = { 128: 10, 256: 14 } as const;

export type KeyBits = keyof typeof ROUNDS;

export type Direction = "encrypt" | "decrypt";

/**
 * Where a pipeline has its round keys from: `stored`, all of them in memories, a bank a round; `on-the-fly`, only those
 * Nk words that it uses first, and each stage makes the next key from those of its item.
 */
export const ROUND_KEYS = ["stored", "on-the-fly"] as const;

export type RoundKeyChoice = (typeof ROUND_KEYS)[number];

/** Bits of a round number: 0 to 14. */
export const ROUND_BITS = 4;

/** Bits of a slot number among `slots` key slots. */
export const slotBits = (slots: number): number => Math.max(1, Math.ceil(Math.log2(slots)));

/** What an architect turns on an AES pipeline. */
export interface CipherOptions {
  readonly keyBits: KeyBits;
  /** Rounds computed in one stage, 1 to Nr. */
  readonly roundsPerStage?: number;
  readonly roundKeys?: RoundKeyChoice;
}

/**
 * @throws DesignError OPTION for a key length that is not modelled, rounds a stage that are none or more than Nr, or
 * round keys from nowhere.
 */
export function checkCipher({ keyBits, roundsPerStage, roundKeys }: Required<CipherOptions>): void {
  if (!(keyBits in ROUNDS)) refuse("keyBits", keyBits, Object.keys(ROUNDS).join(" or "));
  const rounds = ROUNDS[keyBits];
  const fits = Number.isInteger(roundsPerStage) && roundsPerStage >= 1 && roundsPerStage <= rounds;
  if (!fits) refuse("roundsPerStage", roundsPerStage, `1 to ${rounds}`);
  if (!ROUND_KEYS.includes(roundKeys)) refuse("roundKeys", roundKeys, ROUND_KEYS.join(" or "));
}
