import { ecb } from "@noble/ciphers/aes.js";

/** Bytes of one cipher block, of one 64-byte memory line. */
export const BLOCK_BYTES = 16;
export const LINE_BYTES = 64;

/** The two halves of an XTS key: 16 bytes each for XTS-AES-128, 32 bytes each for XTS-AES-256. */
export interface XtsKeys {
  /** Encrypts the data. */
  readonly key1: Uint8Array;
  /** Encrypts the tweak. */
  readonly key2: Uint8Array;
}

/**
 * XTS-AES encryption of one data unit (IEEE 1619-2007, 5.3). `tweak` is the 16-byte value `i` before its encryption,
 * little-endian. Data is a whole number of blocks: ciphertext stealing is not modelled. Keys may be equal.
 */
export function encryptUnit(keys: XtsKeys, tweak: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const masks = blockMasks(keys, tweak, plaintext.length);
  return xor(blockCipher(keys.key1).encrypt(xor(plaintext, masks)), masks);
}

/** XTS-AES decryption of one data unit (IEEE 1619-2007, 5.4); the mirror of `encryptUnit`. */
export function decryptUnit(keys: XtsKeys, tweak: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const masks = blockMasks(keys, tweak, ciphertext.length);
  return xor(blockCipher(keys.key1).decrypt(xor(ciphertext, masks)), masks);
}

/** Encrypts block `j` of a data unit on its own: XTS chains nothing but the tweak. */
export function encryptBlock(keys: XtsKeys, tweak: Uint8Array, j: number, plaintext: Uint8Array): Uint8Array {
  const mask = blockMask(keys, tweak, j);
  return xor(blockCipher(keys.key1).encrypt(xor(plaintext, mask)), mask);
}

/** Decrypts block `j` of a data unit on its own. */
export function decryptBlock(
  keys: XtsKeys,
  tweak: Uint8Array,
  j: number,
  ciphertext: Uint8Array,
): Uint8Array {
  const mask = blockMask(keys, tweak, j);
  return xor(blockCipher(keys.key1).decrypt(xor(ciphertext, mask)), mask);
}

/** Encrypts one 64-byte memory line at a byte address that is a multiple of 64. */
export function encryptLine(keys: XtsKeys, address: number, plaintext: Uint8Array): Uint8Array {
  return encryptUnit(keys, lineTweak(address), plaintext);
}

/** Decrypts one 64-byte memory line at a byte address that is a multiple of 64. */
export function decryptLine(keys: XtsKeys, address: number, ciphertext: Uint8Array): Uint8Array {
  return decryptUnit(keys, lineTweak(address), ciphertext);
}

/** The tweak of a memory line: its index, the address without its 6 low bits, as 16 bytes little-endian. */
export function lineTweak(address: number): Uint8Array {
  const tweak = new Uint8Array(BLOCK_BYTES);
  new DataView(tweak.buffer).setBigUint64(0, BigInt(address) >> 6n, true);
  return tweak;
}

/** Multiplies by the primitive element of GF(2^128), modulus x^128 + x^7 + x^2 + x + 1; byte 0 is lowest (5.2). */
export function double(element: Uint8Array): Uint8Array {
  const carryOut = element[BLOCK_BYTES - 1] >> 7;
  const doubled = element.map((byte, k) => (byte << 1) | (k > 0 ? element[k - 1] >> 7 : 0));
  doubled[0] ^= carryOut * 0x87;
  return doubled;
}

/** What block `j` is masked with before and after the cipher: the encrypted tweak, doubled `j` times. */
function blockMask(keys: XtsKeys, tweak: Uint8Array, j: number): Uint8Array {
  let mask: Uint8Array = blockCipher(keys.key2).encrypt(tweak);
  for (let k = 0; k < j; k++) mask = double(mask);
  return mask;
}

/** The masks of all blocks of a data unit of `bytes` bytes, one after the other. */
function blockMasks(keys: XtsKeys, tweak: Uint8Array, bytes: number): Uint8Array {
  if (bytes === 0 || bytes % BLOCK_BYTES !== 0) {
    throw new RangeError(`a data unit is a whole number of 16-byte blocks, not ${bytes} bytes`);
  }
  const masks = new Uint8Array(bytes);
  let mask = blockMask(keys, tweak, 0);
  for (let at = 0; at < bytes; at += BLOCK_BYTES) {
    masks.set(mask, at);
    mask = double(mask);
  }
  return masks;
}

/** AES on whole blocks (FIPS 197), each on its own. */
function blockCipher(key: Uint8Array) {
  return ecb(key, { disablePadding: true });
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, k) => byte ^ b[k]);
}
