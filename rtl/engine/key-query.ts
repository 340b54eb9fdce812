import { flip, In, Out, u } from "../../sim/hdl/index.ts";
import { type KeyBits, slotBits } from "../aes/parameters.ts";
import { loadPort } from "../aes/round-keys.ts";
import { KEYID_BITS } from "./address.ts";

/** What an architect turns on the key table. */
export interface KeyTableOptions {
  readonly keyBits: KeyBits;
  /** KeyIDs that can have a key of their own at once. */
  readonly slots: number;
  /** What becomes of a line whose keyID is not programmed. */
  readonly unprogrammed?: "tme" | "error";
}

/** Rows of round keys: one a slot, and the last for the TME key. */
export const keyRows = (slots: number): number => slots + 1;
export const rowBits = (slots: number): number => slotBits(keyRows(slots));

/** The round keys of all rows, for the pipelines of a path. Seen from the path. */
export const keyLoads = (slots: number) => ({
  data: loadPort(keyRows(slots)),
  tweak: loadPort(keyRows(slots)),
});

/** A path of the engine asks how to treat a line; the answer comes in the same cycle. Seen from the path. */
export const keyQuery = (slots: number) => ({
  keyId: Out(KEYID_BITS),
  /** There is a question; without it the answer means nothing. */
  asks: Out(1),
  /** The exclusion range holds the address. */
  excluded: Out(1),
  encrypt: In(1),
  /** The row of round keys to encrypt with. */
  row: In(u(rowBits(slots))),
  /** The keyID has no key and the engine is built to refuse that, or the CAM has it twice. */
  refused: In(1),
});

export const keyAnswer = (slots: number) => flip(keyQuery(slots));
