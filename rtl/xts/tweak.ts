import { type Bits, cat, constant } from "../../sim/hdl/index.ts";
import { OFFSET_BITS } from "./geometry.ts";

/** Bits of a physical address (Intel: at most 52). */
export const ADDRESS_BITS = 52;

/**
 * The tweak of the line at an address: its index, little-endian. Intel does not publish it; IEEE 1619 numbers data
 * units so, and a line is the data unit here.
 */
export const lineTweak = (address: Bits<52>): Bits<128> =>
  cat(constant(0, 128 - ADDRESS_BITS + OFFSET_BITS), address.slice(ADDRESS_BITS - 1, OFFSET_BITS)).as(128);
