import { type Bits, cat, rom } from "../../sim/hdl/index.ts";
import type { Platform } from "./platform.ts";

/**
 * IA32_MKTME_KEYID_PARTITIONING: how many keyIDs MKTME has, and how many of TDX follow, for k keyID bits of which the
 * upper p are of TDX, 0 <= p <= k. 64 bits, combinational.
 */
export function partitioning(k: Bits<4>, p: Bits<4>, { maxKeys }: Platform): Bits<64> {
  const usable = Array.from({ length: 16 }, (_, bits) => Math.min(2 ** bits - 1, maxKeys));
  const keyIds = rom("keyIds", 32, usable);
  const mktme = k.sub(p).lookup(keyIds);
  return cat(k.lookup(keyIds).sub(mktme), mktme);
}
