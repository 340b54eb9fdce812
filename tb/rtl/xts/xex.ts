import { createCipheriv, createDecipheriv } from "node:crypto";
import { double } from "../../reference/xts.ts";
import { openssl } from "../aes/openssl.ts";

type Direction = "encrypt" | "decrypt";

/** XTS-AES of a data unit by OpenSSL, which refuses equal keys (IEEE 1619, 5.3 and 5.4). */
export function opensslXts(
  direction: Direction,
  { key1, key2 }: { readonly key1: Uint8Array; readonly key2: Uint8Array },
  tweak: Uint8Array,
  unit: Uint8Array,
): Uint8Array {
  const create = direction === "encrypt" ? createCipheriv : createDecipheriv;
  const cipher = create(`aes-${8 * key1.length}-xts`, Buffer.concat([key1, key2]), tweak);
  return new Uint8Array(cipher.update(unit));
}

/** The blocks of a data unit between their masks, given that of the first: what XTS does when T is known. */
export function xex(direction: Direction, key: Uint8Array, mask: Uint8Array, unit: Uint8Array): Uint8Array {
  const masks = new Uint8Array(unit.length);
  for (let at = 0, next = mask; at < unit.length; at += 16, next = double(next)) masks.set(next, at);
  const add = (data: Uint8Array) => data.map((byte, i) => byte ^ masks[i]);
  return add(openssl(direction, key, add(unit)));
}
