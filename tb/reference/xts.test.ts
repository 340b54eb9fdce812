import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import {
  decryptBlock,
  decryptLine,
  decryptUnit,
  double,
  encryptBlock,
  encryptLine,
  encryptUnit,
  lineTweak,
} from "./xts.ts";
import { XTS_VECTORS } from "./xts-vectors.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const array = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe("double", () => {
  it("moves the carry of each byte into the next", () => {
    expect(hex(double(bytes("80000000000000000000000000000000")))).to.equal(
      "00010000000000000000000000000000",
    );
    expect(hex(double(bytes("01020304050607080910111213141516")))).to.equal(
      "020406080a0c0e101220222426282a2c",
    );
  });

  it("reduces by x^7 + x^2 + x + 1 when the top bit leaves", () => {
    expect(hex(double(bytes("00000000000000000000000000000080")))).to.equal(
      "87000000000000000000000000000000",
    );
    expect(hex(double(bytes("ffffffffffffffffffffffffffffffff")))).to.equal(
      "79ffffffffffffffffffffffffffffff",
    );
  });
});

describe("lineTweak", () => {
  it("is the line index, little-endian in 16 bytes", () => {
    expect(hex(lineTweak(0))).to.equal("00000000000000000000000000000000");
    expect(hex(lineTweak(0x40))).to.equal("01000000000000000000000000000000");
    expect(hex(lineTweak(0xf_edcb_a987_6540))).to.equal("951da62eb73f00000000000000000000");
  });
});

describe("XTS-AES", () => {
  for (const { number, key1, key2, tweak, plaintext, ciphertext } of XTS_VECTORS) {
    const keys = { key1: bytes(key1), key2: bytes(key2) };

    it(`encrypts and decrypts vector ${number} of IEEE 1619`, () => {
      expect(hex(encryptUnit(keys, bytes(tweak), bytes(plaintext)))).to.equal(ciphertext);
      expect(hex(decryptUnit(keys, bytes(tweak), bytes(ciphertext)))).to.equal(plaintext);
    });
  }

  for (const keyBytes of [16, 32]) {
    it(`agrees with OpenSSL's aes-${keyBytes * 8}-xts on random units of 16 to 64 bytes`, () => {
      const unit = fc.integer({ min: 1, max: 4 }).chain((blocks) => array(blocks * 16));
      const differentKeys = fc.tuple(array(keyBytes), array(keyBytes)).filter(([a, b]) => hex(a) !== hex(b));
      fc.assert(
        fc.property(differentKeys, array(16), unit, ([key1, key2], tweak, data) => {
          const name = `aes-${keyBytes * 8}-xts`;
          const key = Buffer.concat([key1, key2]);
          const keys = { key1, key2 };
          expect(hex(encryptUnit(keys, tweak, data))).to.equal(
            createCipheriv(name, key, tweak).update(data).toString("hex"),
          );
          expect(hex(decryptUnit(keys, tweak, data))).to.equal(
            createDecipheriv(name, key, tweak).update(data).toString("hex"),
          );
        }),
        { numRuns: 200 },
      );
    });
  }

  it("gives each block of a unit on its own what it gives the whole unit", () => {
    const { key1, key2, tweak, plaintext, ciphertext } = XTS_VECTORS[3];
    const keys = { key1: bytes(key1), key2: bytes(key2) };
    for (let j = 0; j < 4; j++) {
      const [plain, cipher] = [plaintext, ciphertext].map((unit) => unit.slice(32 * j, 32 * j + 32));
      expect(hex(encryptBlock(keys, bytes(tweak), j, bytes(plain)))).to.equal(cipher);
      expect(hex(decryptBlock(keys, bytes(tweak), j, bytes(cipher)))).to.equal(plain);
    }
  });

  it("uses the line index as the tweak of a memory line", () => {
    const { key1, key2, plaintext, ciphertext } = XTS_VECTORS[6]; // tweak fd00...: line 0xfd
    const keys = { key1: bytes(key1), key2: bytes(key2) };
    expect(hex(encryptLine(keys, 0xfd * 64, bytes(plaintext)))).to.equal(ciphertext);
    expect(hex(decryptLine(keys, 0xfd * 64, bytes(ciphertext)))).to.equal(plaintext);
  });

  it("refuses data that is not a whole number of blocks", () => {
    const keys = { key1: new Uint8Array(16), key2: new Uint8Array(16) };
    for (const length of [0, 15, 17]) {
      expect(() => encryptUnit(keys, new Uint8Array(16), new Uint8Array(length))).to.throw(
        RangeError,
        `a data unit is a whole number of 16-byte blocks, not ${length} bytes`,
      );
    }
  });
});
