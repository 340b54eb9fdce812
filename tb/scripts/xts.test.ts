import { expect } from "chai";
import { xts } from "../../scripts/xts.ts";
import { XTS_VECTORS } from "../reference/xts-vectors.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

const { key1, key2, tweak, plaintext, ciphertext } = XTS_VECTORS[3];
const encrypt = { op: "encrypt", key1, key2, tweak, data: plaintext };

const run = async (given: Record<string, unknown>) => {
  const stdio = new CapturedStdio();
  const exitCode = await xts(given, stdio, standInHardware());
  return { exitCode, stdout: stdio.stdout.text };
};
const refusal = (given: Record<string, unknown>) => run(given).then(() => "no refusal", String);

describe("cipherline xts", () => {
  it("prints the result of one data unit in hex", async () => {
    expect(await run(encrypt)).to.deep.equal({ exitCode: 0, stdout: `${ciphertext}\n` });
    expect(await run({ ...encrypt, op: "decrypt", data: ciphertext })).to.deep.equal({
      exitCode: 0,
      stdout: `${plaintext}\n`,
    });
  });

  it("names the option that is missing or wrong", async () => {
    expect(await refusal({ ...encrypt, op: undefined })).to.equal(
      "UserError: --op: missing; accepted: encrypt, decrypt",
    );
    expect(await refusal({ ...encrypt, tweak: "1" })).to.equal(
      'UserError: --tweak "1": 1 hex digits; accepted: 16 bytes in hex',
    );
    expect(await refusal({ ...encrypt, data: "00".repeat(65) })).to.equal(
      `UserError: --data "${"0".repeat(60)}...": 130 hex digits; accepted: 16, 32, 48 or 64 bytes in hex`,
    );
  });

  it("takes a tweak key only as long as the data key, and shows neither", async () => {
    expect(await refusal({ ...encrypt, key2: "00".repeat(32) })).to.equal(
      'UserError: --key2 "(not shown)": 64 hex digits; accepted: 16 bytes in hex',
    );
  });

  it("takes no data unit beside a batch", async () => {
    expect(await refusal({ batch: true, tweak })).to.equal(
      "UserError: --tweak: given together with --batch; accepted: one or the other",
    );
  });

  it("does nothing for an empty batch", async () => {
    expect(await run({ batch: true })).to.deep.equal({ exitCode: 0, stdout: "" });
  });
});
