import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect } from "chai";
import { lineData } from "../../../host/workload/data.ts";
import { XTS_VECTORS } from "../../reference/xts-vectors.ts";
import { cipherline, scratchFolder } from "./process.ts";

interface Unit {
  readonly op: "encrypt" | "decrypt";
  readonly key1: string;
  readonly key2: string;
  readonly tweak: string;
  readonly data: string;
}

const hex = (number: number, version: number, bytes: number) =>
  Buffer.from(lineData(number, 0, version)).toString("hex", 0, bytes);

/** Every direction, key length and size in turn, with new keys, tweak and data for each unit. */
const unit = (k: number): Unit => ({
  op: k % 2 === 0 ? "encrypt" : "decrypt",
  key1: hex(k, 1, 16 << ((k >> 1) % 2)),
  key2: hex(k, 2, 16 << ((k >> 1) % 2)),
  tweak: hex(k, 3, 16),
  data: hex(k, 4, 16 * (1 + ((k >> 2) % 4))),
});

function openssl({ op, key1, key2, tweak, data }: Unit): string {
  const cipher = op === "encrypt" ? createCipheriv : createDecipheriv;
  const [key, iv] = [key1 + key2, tweak].map((text) => Buffer.from(text, "hex"));
  return cipher(`aes-${4 * key1.length}-xts`, key, iv).update(data, "hex", "hex");
}

const words = (given: Unit) => [
  "xts",
  ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, value as string]),
];

describe("cipherline xts in a process, with the real hardware", () => {
  const folder = scratchFolder();

  it("answers a batch of every direction, key length and size as OpenSSL does", async () => {
    const units = Array.from({ length: 320 }, (_, k) => unit(k));
    const input = units.map((each, id) => `${JSON.stringify({ id, ...each })}\n`).join("");
    expect(await cipherline(["xts", "--batch"], folder.path, input)).to.deep.equal({
      exitCode: 0,
      stdout: units.map((each, id) => `${JSON.stringify({ id, data: openssl(each) })}\n`).join(""),
      stderr: "",
    });
  });

  it("answers the vectors of IEEE 1619 in both directions, and a wrong unit among them in its place", async () => {
    const both = XTS_VECTORS.flatMap(({ number, plaintext, ciphertext, ...rest }) => [
      { id: `${number} encrypt`, op: "encrypt", ...rest, data: plaintext, result: ciphertext },
      { id: `${number} decrypt`, op: "decrypt", ...rest, data: ciphertext, result: plaintext },
    ]);
    const lines = both.map(({ result: _, ...record }) => JSON.stringify(record));
    const answers = both.map(({ id, result }) => JSON.stringify({ id, data: result }));
    lines.splice(3, 0, JSON.stringify({ ...JSON.parse(lines[0]), id: "wrong", tweak: "0" }));
    answers.splice(3, 0, '{"id":"wrong","error":"tweak: 1 hex digits; accepted: 16 bytes in hex"}');
    expect(await cipherline(["xts", "--batch"], folder.path, lines.join("\r\n"))).to.deep.equal({
      exitCode: 2,
      stdout: answers.map((line) => `${line}\n`).join(""),
      stderr: `cipherline: 1 of ${lines.length} data units were refused; each answer says why\n`,
    });
  });

  for (const given of [unit(0), unit(15)]) {
    it(`${given.op}s one unit of ${given.data.length / 2} bytes as OpenSSL does`, async () => {
      expect(await cipherline(words(given), folder.path)).to.deep.equal({
        exitCode: 0,
        stdout: `${openssl(given)}\n`,
        stderr: "",
      });
    });
  }

  it("shows no key that it refuses, and exits with 2", async () => {
    const given = { ...unit(0), key1: "c0ffee" };
    expect(await cipherline(words(given), folder.path)).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: 'cipherline: --key1 "(not shown)": 6 hex digits; accepted: 16 or 32 bytes in hex\n',
    });
  });
});
