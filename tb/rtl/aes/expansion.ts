import { unsafe } from "@noble/ciphers/aes.js";

/** The round keys of a cipher key (FIPS 197, 5.2), round 0 first, from an independent implementation. */
export function expansion(key: Uint8Array): Uint8Array[] {
  const schedule = new Uint8Array(unsafe.expandKeyLE(key).buffer);
  return Array.from({ length: schedule.length / 16 }, (_, round) =>
    schedule.slice(16 * round, 16 * round + 16),
  );
}
