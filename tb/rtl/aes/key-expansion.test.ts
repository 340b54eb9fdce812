import { expect } from "chai";
import { chain, keyAfter, lastWord, rotWord, subWord } from "../../../rtl/aes/key-expansion.ts";
import { constant } from "../../../sim/hdl/index.ts";
import { bytes, hex } from "../bytes.ts";
import { combinational } from "../combinational.ts";

/** Round keys of FIPS 197, A.1 and A.3, by round. */
const A_1 = {
  0: "2b7e151628aed2a6abf7158809cf4f3c",
  1: "a0fafe1788542cb123a339392a6c7605",
  9: "ac7766f319fadc2128d12941575c006e",
  10: "d014f9a8c9ee2589e13f0cc8b6630ca6",
};
const A_3 = {
  0: "603deb1015ca71be2b73aef0857d7781",
  1: "1f352c073b6108d72d9810a30914dff4",
  2: "9ba354118e6925afa51a8b5f2067fcde",
  3: "a8b09c1a93d194cdbe49846eb75d5b9a",
  10: "de1369676ccc5a71fa2563959674ee15",
  11: "5886ca5d2e2f31d77e0af1fa27cf73c3",
  12: "749c47ab18501ddae2757e4f7401905a",
  13: "cafaaae3e4d59b349adf6acebd10190d",
  14: "fe4890d1e6188d0b046df344706c631e",
};

/** What the hardware of `body` makes of bytes given in hex. */
const made = (
  width: number,
  body: Parameters<typeof combinational>[2],
  digits: string,
  out = width,
): string => hex(combinational(width, out, body)(bytes(digits)));

describe("the steps of the key expansion", () => {
  it("are SubWord, RotWord and Rcon of the first word of FIPS 197, A.1", () => {
    expect(made(32, (word) => subWord(word.as(32)), "cf4f3c09")).to.equal("8a84eb01");
    expect(made(32, (word) => rotWord(word.as(32), constant(0, 8)), "09cf4f3c")).to.equal("cf4f3c09");
    expect(made(32, (word) => rotWord(subWord(word.as(32)), constant(1, 8)), "09cf4f3c")).to.equal(
      "8b84eb01",
    );
  });

  it("take the last word of a key, and chain its words to those of the next", () => {
    expect(made(128, lastWord, A_1[0], 32)).to.equal("09cf4f3c");
    // The word 8b84eb01, byte 0 lowest.
    const next = made(128, (key) => chain(key.as(128), constant(0x01eb848b, 32)), A_1[0]);
    expect(next).to.equal(A_1[1]);
  });
});

describe("the round key after others", () => {
  const following = (direction: "encrypt" | "decrypt", keys: readonly string[], round: number): string =>
    made(
      128 * keys.length,
      (all) =>
        keyAfter(
          direction,
          keys.map((_, i) => all.slice(128 * i + 127, 128 * i).as(128)),
          round,
        ),
      keys.join(""),
      128,
    );

  it("is that of FIPS 197, A.1 (AES-128), forward and backward", () => {
    expect(following("encrypt", [A_1[0]], 1)).to.equal(A_1[1]);
    expect(following("encrypt", [A_1[9]], 10)).to.equal(A_1[10]);
    expect(following("decrypt", [A_1[10]], 9)).to.equal(A_1[9]);
    expect(following("decrypt", [A_1[1]], 0)).to.equal(A_1[0]);
  });

  it("is that of FIPS 197, A.3 (AES-256), forward and backward, with and without a rotation", () => {
    expect(following("encrypt", [A_3[0], A_3[1]], 2)).to.equal(A_3[2]);
    expect(following("encrypt", [A_3[1], A_3[2]], 3)).to.equal(A_3[3]);
    expect(following("encrypt", [A_3[12], A_3[13]], 14)).to.equal(A_3[14]);
    expect(following("decrypt", [A_3[14], A_3[13]], 12)).to.equal(A_3[12]);
    expect(following("decrypt", [A_3[13], A_3[12]], 11)).to.equal(A_3[11]);
    expect(following("decrypt", [A_3[2], A_3[1]], 0)).to.equal(A_3[0]);
  });
});
