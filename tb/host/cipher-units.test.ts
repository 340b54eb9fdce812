import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect } from "chai";
import { CipherUnits } from "../../host/cipher-units.ts";
import { lineData } from "../../host/workload/data.ts";
import type { XtsUnit } from "../../host/xts-unit.ts";
import { XTS_VECTORS } from "../reference/xts-vectors.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

/** Unit `k`: everything in it follows from its number; `keys` different pairs of keys come in turn. */
function unit(k: number, { op, keyBytes, keys, blocks }: Kind): XtsUnit {
  const key = lineData(k % keys, 64 * keyBytes, 0);
  return {
    op,
    key1: key.slice(0, keyBytes),
    key2: key.slice(keyBytes, 2 * keyBytes),
    tweak: lineData(k, 0, 1).slice(0, 16),
    data: lineData(k, 0, 2).slice(0, 16 * blocks),
  };
}

interface Kind {
  readonly op: XtsUnit["op"];
  readonly keyBytes: number;
  readonly keys: number;
  readonly blocks: number;
}

function openssl({ op, key1, key2, tweak, data }: XtsUnit): string {
  const cipher = op === "encrypt" ? createCipheriv : createDecipheriv;
  return cipher(`aes-${8 * key1.length}-xts`, Buffer.concat([key1, key2]), tweak)
    .update(data)
    .toString("hex");
}

describe("CipherUnits", () => {
  let units: CipherUnits;
  before(() => {
    units = new CipherUnits();
  });
  after(() => units[Symbol.dispose]());
  const process = (asked: readonly XtsUnit[]) => units.process(asked).map(hex);

  for (const op of ["encrypt", "decrypt"] as const) {
    for (const keyBytes of [16, 32]) {
      for (const blocks of [1, 2, 3, 4]) {
        it(`${op}s units of ${16 * blocks} bytes with keys of ${8 * keyBytes} bits as OpenSSL does`, () => {
          const asked = Array.from({ length: 50 }, (_, k) => unit(k, { op, keyBytes, keys: 7, blocks }));
          expect(process(asked)).to.deep.equal(asked.map(openssl));
        });
      }
    }
  }

  it("encrypts and decrypts the vectors of IEEE 1619, that with equal keys among them", () => {
    const asked = XTS_VECTORS.flatMap(({ key1, key2, tweak, plaintext, ciphertext }) => {
      const rest = { key1: bytes(key1), key2: bytes(key2), tweak: bytes(tweak) };
      return [
        { op: "encrypt", ...rest, data: bytes(plaintext) },
        { op: "decrypt", ...rest, data: bytes(ciphertext) },
      ] as const;
    });
    expect(XTS_VECTORS.some(({ key1, key2 }) => key1 === key2)).to.equal(true);
    expect(process(asked)).to.deep.equal(
      XTS_VECTORS.flatMap(({ plaintext, ciphertext }) => [ciphertext, plaintext]),
    );
  });

  it("keeps the order of units of every kind among each other", () => {
    const asked = Array.from({ length: 60 }, (_, k) =>
      unit(k, {
        op: k % 3 === 0 ? "decrypt" : "encrypt",
        keyBytes: k % 2 === 0 ? 16 : 32,
        keys: 5,
        blocks: 1 + (k % 4),
      }),
    );
    expect(process(asked)).to.deep.equal(asked.map(openssl));
  });

  for (const keys of [1, 4, 5, 40]) {
    it(`programs its four slots for ${keys === 1 ? "a pair" : `${keys} pairs`} of keys that come in turn`, () => {
      const asked = Array.from({ length: 40 }, (_, k) =>
        unit(k, { op: "encrypt", keyBytes: 16, keys, blocks: 4 }),
      );
      expect(process(asked)).to.deep.equal(asked.map(openssl));
    });
  }

  it("does not mistake keys that share a half", () => {
    const one = unit(0, { op: "encrypt", keyBytes: 16, keys: 1, blocks: 4 });
    const other = { ...one, key2: unit(1, { op: "encrypt", keyBytes: 16, keys: 2, blocks: 4 }).key2 };
    const turned = { ...one, key1: one.key2, key2: one.key1 };
    const asked = [one, other, turned, one, other, turned];
    expect(process(asked)).to.deep.equal(asked.map(openssl));
  });

  it("has nothing to do for no unit", () => {
    expect(units.process([])).to.deep.equal([]);
  });
});
