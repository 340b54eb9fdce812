import type { Bits } from "../../sim/hdl/index.ts";

/** The exclusion range (Intel 336907, 4.2.3 and 4.2.4). */
export interface ExclusionRange {
  readonly excludeEnable: Bits<1>;
  readonly excludeMask: Bits<52>;
  readonly excludeBase: Bits<52>;
}

/**
 * 1 where the exclusion range takes the address out of encryption: (address and mask) = (base and mask), and the keyID
 * is 0; other keyIDs are never excluded. Combinational.
 */
export function isExcluded(range: ExclusionRange, keyId: Bits<15>, physical: Bits<52>): Bits<1> {
  const { excludeEnable, excludeMask, excludeBase } = range;
  const inside = physical.and(excludeMask).eq(excludeBase.and(excludeMask));
  return excludeEnable.and(keyId.eq(0)).and(inside);
}
