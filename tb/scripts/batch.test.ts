import { expect } from "chai";
import { batch } from "../../scripts/batch.ts";
import type { Stdio } from "../../scripts/stdio.ts";
import { XTS_VECTORS } from "../reference/xts-vectors.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

const { key1, key2, tweak, plaintext, ciphertext } = XTS_VECTORS[3];
const record = (id: unknown, changes: object = {}) =>
  `${JSON.stringify({ id, op: "encrypt", key1, key2, tweak, data: plaintext, ...changes })}\n`;
const answer = (id: unknown) => `${JSON.stringify({ id, data: ciphertext })}\n`;

const units = standInHardware().xtsUnits();
const run = async (...stdin: string[]) => {
  const stdio = new CapturedStdio(...stdin);
  const exitCode = await batch(stdio, units);
  return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text };
};

describe("xts --batch", () => {
  it("answers every record with a line, in order", async () => {
    const decrypt = record("b", { op: "decrypt", data: ciphertext.slice(0, 64) });
    expect(await run(record("a") + decrypt + record(3))).to.deep.equal({
      exitCode: 0,
      stdout: `${answer("a")}{"id":"b","data":"${plaintext.slice(0, 64)}"}\n${answer(3)}`,
      stderr: "",
    });
  });

  it("answers a wrong record in its place, goes on, and exits with 2", async () => {
    expect(await run(record(1), record(2, { tweak: "00" }), "nonsense\n", record(4))).to.deep.equal({
      exitCode: 2,
      stdout:
        answer(1) +
        '{"id":2,"error":"tweak: 2 hex digits; accepted: 16 bytes in hex"}\n{"id":null,"error":"not JSON"}\n' +
        answer(4),
      stderr: "cipherline: 2 of 4 data units were refused; each answer says why\n",
    });
  });

  it("takes records however the stream is cut, CR LF, blank lines and a last line without its end", async () => {
    const text = `${record(1)}\n${record(2).replace("\n", "\r\n")}${record(3).trimEnd()}`;
    const { stdout } = await run(...(text.match(/.{1,50}|\n/gs) ?? []));
    expect(stdout).to.equal(answer(1) + answer(2) + answer(3));
  });

  it("gives an id back as it came, in any script", async () => {
    expect((await run(record("ключ"))).stdout).to.equal(answer("ключ"));
  });

  it("answers what has come before it waits for more", async () => {
    const stdio = new CapturedStdio();
    const seen: string[] = [];
    async function* stdin(): AsyncGenerator<Uint8Array> {
      for (const id of [1, 2]) {
        yield Buffer.from(record(id));
        while (!stdio.stdout.text.includes(`"id":${id}`)) await new Promise(setImmediate);
        seen.push(`answer ${id}`);
      }
    }
    const streams: Stdio = { stdin: stdin(), stdout: stdio.stdout, stderr: stdio.stderr };
    expect(await batch(streams, units)).to.equal(0);
    expect(seen).to.deep.equal(["answer 1", "answer 2"]);
  });

  it("answers 1,000 records in their order", async () => {
    const ids = Array.from({ length: 1000 }, (_, k) => k);
    const { stdout } = await run(ids.map((id) => record(id)).join(""));
    expect(stdout).to.equal(ids.map(answer).join(""));
  });

  for (const records of [1, 255, 256, 257]) {
    it(`stops at a line that is too long to be a record, when it has answered the ${records} before it`, async () => {
      const ids = Array.from({ length: records }, (_, k) => k);
      const stdio = new CapturedStdio(`${ids.map((id) => record(id)).join("")}${"x".repeat(5000)}\n`);
      const failure = await batch(stdio, units).catch(String);
      expect(failure).to.match(
        /^UserError: standard input:\d+: byte \d+: a line over 4096 bytes: "x{60}\.\.\."$/,
      );
      expect(stdio.stdout.text).to.equal(ids.map(answer).join(""));
    });
  }
});
