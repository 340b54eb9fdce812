import { createCipheriv, createDecipheriv } from "node:crypto";

/** AES of whole blocks under a 16- or 32-byte key, by OpenSSL. */
export function openssl(direction: "encrypt" | "decrypt", key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const create = direction === "encrypt" ? createCipheriv : createDecipheriv;
  return new Uint8Array(
    create(`aes-${8 * key.length}-ecb`, key, null)
      .setAutoPadding(false)
      .update(blocks),
  );
}
