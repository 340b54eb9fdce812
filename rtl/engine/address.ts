import { type Bits, cat, constant } from "../../sim/hdl/index.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";

/** Bits of a keyID at most (IA32_TME_CAPABILITY[35:32]). */
export const KEYID_BITS = 15;
/** Bits of the number of keyID bits. */
const COUNT_BITS = 4;

/** An address on the bus, taken apart. */
export interface SplitAddress {
  /** The top `keyIdBits` bits below the physical-address width, right-aligned. */
  readonly keyId: Bits<15>;
  /** The rest: what the memory sees. */
  readonly physical: Bits<52>;
}

/**
 * The keyID travels in the top bits of the physical address (Intel 336907, 4.3): bits M-1 to M-k for a physical-address
 * width M and k keyID bits. `keyIdBits` is k, 0 to 15; with k = 0 the whole address is physical. Combinational.
 */
export function splitAddress(address: Bits<52>, keyIdBits: Bits<4>, physicalBits: number): SplitAddress {
  const top = Math.min(KEYID_BITS, physicalBits);
  const field = address.slice(physicalBits - 1, physicalBits - top).zext(KEYID_BITS);
  // The field holds 15 bits; the lower 15 - k of them belong to the address.
  const unused = constant(top, COUNT_BITS).sub(keyIdBits);
  const keyId = field.shr(unused);
  const kept = constant(ones(KEYID_BITS), KEYID_BITS).shl(unused).not();
  const mask = cat(kept.slice(top - 1, 0), constant(ones(physicalBits - top), physicalBits - top));
  return { keyId: keyId.as(KEYID_BITS), physical: address.and(mask.zext(ADDRESS_BITS).as(ADDRESS_BITS)) };
}

const ones = (bits: number): bigint => 2n ** BigInt(bits) - 1n;
