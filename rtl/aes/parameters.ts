/** FIPS 197, figure 4: rounds by key length in bits. AES-192 is not used by memory encryption. */
export const ROUNDS = { 128: 10, 256: 14 } as const;

export type KeyBits = keyof typeof ROUNDS;

/** Bits of a round number: 0 to 14. */
export const ROUND_BITS = 4;

/** Bits of a slot number among `slots` key slots. */
export const slotBits = (slots: number): number => Math.max(1, Math.ceil(Math.log2(slots)));
