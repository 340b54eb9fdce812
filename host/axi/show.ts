import { type BeatBytes, type BurstType, beats } from "./burst.ts";
import type { AddressItem } from "./rules.ts";

const BURSTS = ["FIXED", "INCR", "WRAP", "reserved"] as const;
const PAGE = 4096n;

/** An address item for messages. */
export function addressText({ id, addr, len, size, burst, lock }: AddressItem): string {
  return `ID ${id}, 0x${addr.toString(16)}, ${len + 1} x ${2 ** size} bytes, ${BURSTS[burst]}${lock ? ", exclusive" : ""}`;
}

/** The bytes of each beat, by their offset in the page. */
export function burstBeats({ addr, len, size, burst }: AddressItem): BeatBytes[] {
  const type = BURSTS[burst] === "reserved" ? "INCR" : (BURSTS[burst] as BurstType);
  return beats({ addr: Number(addr % PAGE), len, size, burst: type });
}
