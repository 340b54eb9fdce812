import { expect } from "chai";
import type { Platform } from "../../../rtl/config/platform.ts";
import type { PconfigActivation, PconfigCommand } from "../../reference/pconfig.ts";
import { execute } from "./pconfig-rig.ts";

interface Row {
  readonly when: string;
  readonly command?: Partial<PconfigCommand>;
  readonly activation?: Partial<PconfigActivation>;
  readonly platform?: Partial<Platform>;
  /** Of 336907 rev 1.3, and of the SDM where it differs. */
  readonly rev13: string;
  readonly sdm?: string;
}

const GP = "#GP";
const high = (byte: number) => 1n << BigInt(8 * byte);

const ROWS: readonly Row[] = [
  { when: "nothing is wrong", rev13: "PROG_SUCCESS" },
  { when: "the privilege level is 1", command: { cpl: 1 }, rev13: "#UD" },
  { when: "the privilege level is 3", command: { cpl: 3 }, rev13: "#UD" },
  { when: "there is no MKTME", platform: { maxKeyIdBits: 0, maxKeys: 0 }, rev13: "#UD" },
  { when: "the leaf is 1", command: { leaf: 1 }, rev13: GP },
  { when: "the leaf has a high bit", command: { leaf: 0x8000_0000 }, rev13: GP },
  { when: "TME is not active", activation: { active: false }, rev13: GP },
  { when: "there are no keyID bits", activation: { keyIdBits: 0 }, rev13: GP },
  { when: "the structure is at a multiple of 128", command: { addressLow: 128 }, rev13: GP },
  { when: "it is at an odd address", command: { addressLow: 1 }, rev13: GP },
  { when: "it cannot be read", command: { readable: false }, rev13: "#PF" },
  { when: "byte 6 is set", command: { reserved: 1n }, rev13: GP, sdm: "PROG_SUCCESS" },
  { when: "byte 63 is set", command: { reserved: high(57) }, rev13: GP, sdm: "PROG_SUCCESS" },
  { when: "bit 24 of KEYID_CTRL is set", command: { control: 0x0100_0100 }, rev13: GP },
  { when: "bit 31 of it is set", command: { control: 0x8000_0100 }, rev13: GP },
  {
    when: "byte 16 of the data key is set",
    command: { keyField1: high(16) },
    rev13: GP,
    sdm: "PROG_SUCCESS",
  },
  {
    when: "byte 63 of the tweak key is set",
    command: { keyField2: high(63) },
    rev13: GP,
    sdm: "PROG_SUCCESS",
  },
  {
    when: "byte 31 is set for AES-XTS-256",
    command: { control: 0x0400, keyField1: high(31), keyField2: high(31) },
    rev13: "PROG_SUCCESS",
  },
  {
    when: "byte 32 is set for AES-XTS-256",
    command: { control: 0x0400, keyField2: high(32) },
    rev13: GP,
    sdm: "PROG_SUCCESS",
  },
  {
    when: "byte 16 is set for CLEAR_KEY, which needs no key",
    command: { control: 0x0102, keyField1: high(16) },
    rev13: GP,
    sdm: "PROG_SUCCESS",
  },
  { when: "the command is 4", command: { control: 0x0104 }, rev13: "INVALID_PROG_CMD", sdm: GP },
  { when: "the command is 255", command: { control: 0x01ff }, rev13: "INVALID_PROG_CMD", sdm: GP },
  { when: "keyID 0", command: { keyId: 0 }, rev13: "INVALID_KEYID", sdm: GP },
  { when: "the last keyID", command: { keyId: 63 }, rev13: "PROG_SUCCESS" },
  { when: "a keyID over 2^k - 1", command: { keyId: 64 }, rev13: "INVALID_KEYID", sdm: GP },
  {
    when: "one with k = 3",
    activation: { keyIdBits: 3 },
    command: { keyId: 8 },
    rev13: "INVALID_KEYID",
    sdm: GP,
  },
  { when: "the last with k = 3", activation: { keyIdBits: 3 }, command: { keyId: 7 }, rev13: "PROG_SUCCESS" },
  { when: "bit 15 of the keyID", command: { keyId: 0x8001 }, rev13: "INVALID_KEYID", sdm: GP },
  { when: "the last key", platform: { maxKeys: 40 }, command: { keyId: 40 }, rev13: "PROG_SUCCESS" },
  { when: "one more", platform: { maxKeys: 40 }, command: { keyId: 41 }, rev13: "INVALID_KEYID", sdm: GP },
  {
    when: "the last keyID below those of TDX",
    activation: { tdxKeyIdBits: 1 },
    command: { keyId: 31 },
    rev13: "PROG_SUCCESS",
  },
  {
    when: "a keyID of TDX, which rev 1.3 does not know",
    activation: { tdxKeyIdBits: 1 },
    command: { keyId: 32 },
    rev13: "PROG_SUCCESS",
    sdm: GP,
  },
  {
    when: "a keyID of TDX in SEAM",
    activation: { tdxKeyIdBits: 1 },
    command: { keyId: 32, seam: true },
    rev13: "PROG_SUCCESS",
  },
  { when: "no algorithm", command: { control: 0x0000 }, rev13: "INVALID_CRYPTO_ALG", sdm: GP },
  { when: "two algorithms", command: { control: 0x0500 }, rev13: "INVALID_CRYPTO_ALG", sdm: GP },
  {
    when: "an algorithm without a name",
    command: { control: 0x80_0000 },
    rev13: "INVALID_CRYPTO_ALG",
    sdm: GP,
  },
  {
    when: "one that was not offered",
    activation: { algorithms: 0b100 },
    rev13: "INVALID_CRYPTO_ALG",
    sdm: GP,
  },
  { when: "no algorithm for CLEAR_KEY", command: { control: 0x0002 }, rev13: "INVALID_CRYPTO_ALG", sdm: GP },
  { when: "no algorithm for NO_ENCRYPT", command: { control: 0x0003 }, rev13: "INVALID_CRYPTO_ALG", sdm: GP },
];

/** Everything from a place in the order on is wrong: the first decides. */
const WRONG: readonly (readonly [
  what: string,
  wrong: Partial<PconfigCommand>,
  rev13: string,
  sdm: string,
])[] = [
  ["privilege", { cpl: 3 }, "#UD", "#UD"],
  ["leaf", { leaf: 1 }, GP, GP],
  ["alignment", { addressLow: 8 }, GP, GP],
  ["access", { readable: false }, "#PF", "#PF"],
  ["reserved bytes", { reserved: 1n }, GP, GP],
  ["command", { control: 0x0004 }, "INVALID_PROG_CMD", GP],
  ["keyID", { keyId: 0 }, "INVALID_KEYID", GP],
  ["algorithm", { control: 0x0000 }, "INVALID_CRYPTO_ALG", GP],
];

const shown = ({ fault, code }: { readonly fault: string | undefined; readonly code: string | undefined }) =>
  fault === "none" ? code : `#${fault?.toUpperCase()}`;

for (const pconfigRev of ["1.3", "sdm"] as const) {
  describe(`PCONFIG as in ${pconfigRev === "sdm" ? "the SDM" : "336907 rev 1.3"}`, () => {
    for (const { when, command = {}, activation = {}, platform, rev13, sdm = rev13 } of ROWS) {
      const expected = pconfigRev === "1.3" ? rev13 : sdm;
      it(`gives ${expected}: ${when}`, () => {
        const { runs, world } = execute([command], { platform: { ...platform, pconfigRev }, activation });
        const [{ result }] = runs;
        expect(shown(result)).to.equal(expected);
        expect(result.zf).to.equal(/^(PROG_SUCCESS|#.*)$/.test(expected) ? 0n : 1n);
        if (expected.startsWith("#")) expect(result.code).to.equal("PROG_SUCCESS");
        expect(world.entries).to.have.lengthOf(expected === "PROG_SUCCESS" ? 1 : 0);
      });
    }

    it("decides by the first check in its order", () => {
      const outcomes = WRONG.map(([what], from) => {
        const wrong = Object.assign(
          {},
          ...WRONG.slice(from)
            .toReversed()
            .map(([, each]) => each),
        );
        return [what, shown(execute([wrong], { platform: { pconfigRev } }).runs[0].result)];
      });
      expect(outcomes).to.deep.equal(
        WRONG.map(([what, , rev13, sdm]) => [what, pconfigRev === "1.3" ? rev13 : sdm]),
      );
    });
  });
}
