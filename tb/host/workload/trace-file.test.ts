import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { UserError } from "../../../host/user-error.ts";
import { decompressed, openTraceFile } from "../../../host/workload/trace-file.ts";
import { scratchFolder } from "../../scripts/end-to-end/process.ts";

const TEXT = Buffer.from("0 64\n1 128 64\n");

/** The bytes in chunks of this size. */
async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function gathered(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString("latin1");
}

describe("the bytes of a trace file", () => {
  const folder = scratchFolder();

  it("are those of a plain file and what a gzip file holds, however they are cut to chunks", async () => {
    for (const size of [1, 2, 3, 1000]) {
      expect(await gathered(decompressed(chunks(TEXT, size)))).to.equal(`${TEXT}`);
      expect(await gathered(decompressed(chunks(gzipSync(TEXT), size)))).to.equal(`${TEXT}`);
    }
  });

  it("are plain where the file is shorter than gzip's magic number, or begins with half of it", async () => {
    for (const short of [[], [0x1f], [0x1f, 0x8a, 0], [0x8b, 0x1f]]) {
      expect(await gathered(decompressed(chunks(Uint8Array.from(short), 1)))).to.equal(
        Buffer.from(short).toString("latin1"),
      );
    }
  });

  it("come from a file by its path", async () => {
    writeFileSync(folder.at("t"), gzipSync(TEXT));
    expect(await gathered(await openTraceFile(folder.at("t")))).to.equal(`${TEXT}`);
  });

  it("do not come where there is no file, and end where the signal comes", async () => {
    const problem = await openTraceFile(folder.at("none")).catch((error: unknown) => error);
    expect(problem).to.be.instanceOf(UserError);
    expect(String(problem)).to.equal(
      `UserError: ${folder.at("none")}: cannot be opened: no such file or directory`,
    );
    writeFileSync(folder.at("t"), TEXT);
    const source = await openTraceFile(folder.at("t"), AbortSignal.abort());
    const aborted = await gathered(source).catch((error: Error) => error.name);
    expect(aborted).to.equal("AbortError");
  });
});
