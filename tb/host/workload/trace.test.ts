import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { Access } from "../../../host/workload/access.ts";
import { BUILTIN_TRACE, openTrace } from "../../../host/workload/trace.ts";

describe("openTrace", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cipherline-trace-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function read(content: string | Uint8Array, format = "auto"): Promise<Access[]> {
    writeFileSync(join(folder, "t"), typeof content === "string" ? Buffer.from(content, "latin1") : content);
    const accesses: Access[] = [];
    for await (const access of await openTrace(join(folder, "t"), format)) accesses.push(access);
    return accesses;
  }

  async function failure(content: string | Uint8Array, format?: string): Promise<string> {
    return read(content, format).then(
      () => "no failure",
      (error) => `${error.name}: ${error.message.replaceAll(folder, "")}`,
    );
  }

  const ramulator = "0 11003072\n2 140733836203136 64\n";
  const accesses = [
    { op: "read", address: 11003072, instructions: 1 },
    { op: "read", address: 140733836203136, instructions: 3 },
    { op: "write", address: 64, instructions: 0 },
  ];

  it("detects the format by the first line that is not blank", async () => {
    expect(await read(ramulator)).to.deep.equal(accesses);
    expect(await read("\n0x40 WRITE 1\n")).to.deep.equal([{ op: "write", address: 64 }]);
    expect(await read("# cipherline trace 1\nR 0x40\n")).to.deep.equal([{ op: "read", address: 64 }]);
    expect(await read("==1== Lackey\n S 40,4\n")).to.deep.equal([
      { op: "write", address: 64, instructions: 0 },
    ]);
  });

  it("takes the format that it is told", async () => {
    expect(await read(ramulator, "ramulator")).to.deep.equal(accesses);
    expect(await failure(ramulator, "dramsim3")).to.equal(
      "UserError: /t:1: byte 0: not an address, an operation and a cycle: " +
        '"0 11003072"; accepted: dramsim3: "0xADDRESS READ|WRITE CYCLE"',
    );
  });

  it("decompresses gzip by its magic number, whatever the file is called", async () => {
    expect(await read(gzipSync(ramulator))).to.deep.equal(accesses);
  });

  it("reads gzip files that were joined", async () => {
    const joined = Buffer.concat([gzipSync("0 11003072\n"), gzipSync("2 140733836203136 64\n")]);
    expect(await read(joined)).to.deep.equal(accesses);
  });

  it("takes CR LF line ends, blank lines and a last line without its end", async () => {
    expect(await read(ramulator.replaceAll("\n", "\r\n"))).to.deep.equal(accesses);
    expect(await read(ramulator.replaceAll("\n", "\n\n"))).to.deep.equal(accesses);
    expect(await read(ramulator.trimEnd())).to.deep.equal(accesses);
  });

  it("refuses half a line, with its place and what is accepted", async () => {
    expect(await failure("0x40 READ 1\n0x80 REA")).to.equal(
      "UserError: /t:2: byte 12: not an address, an operation and a cycle: " +
        '"0x80 REA"; accepted: dramsim3: "0xADDRESS READ|WRITE CYCLE"',
    );
  });

  it("refuses a gzip stream that is cut short, and names the last line reached", async () => {
    expect(await failure(gzipSync(ramulator).subarray(0, -9))).to.match(
      /^UserError: \/t:\d: byte \d+: the gzip stream is cut short; nothing after this can be read$/,
    );
  });

  it("refuses a gzip stream that is damaged", async () => {
    const damaged = gzipSync(ramulator);
    damaged[damaged.length - 6] ^= 1; // in the checksum
    expect(await failure(damaged)).to.equal(
      "UserError: /t:1: byte 0: the gzip stream is damaged; nothing after this can be read",
    );
  });

  it("refuses NUL bytes", async () => {
    expect(await failure("0 64\n0\0 64\n")).to.equal(
      'UserError: /t:2: byte 5: a NUL byte: this is no text file: "0\\x00 64"',
    );
  });

  it("refuses an operation that the format does not have", async () => {
    expect(await failure("0x40 READ 1\n0x80 ERASE 2\n")).to.equal(
      'UserError: /t:2: byte 12: unknown operation "ERASE": ' +
        '"0x80 ERASE 2"; accepted: dramsim3: "0xADDRESS READ|WRITE CYCLE"',
    );
  });

  it("refuses an address over 52 bits", async () => {
    expect(await failure("0 4503599627370496\n")).to.equal(
      "UserError: /t:1: byte 0: address 4503599627370496 has more than 52 bits: " +
        '"0 4503599627370496"; accepted: ramulator: "BUBBLES READ_ADDRESS [WRITEBACK_ADDRESS]" in decimal',
    );
  });

  it("refuses a trace without any access", async () => {
    for (const empty of ["", "\n\n", "# cipherline trace 1\n", gzipSync("")]) {
      expect(await failure(empty)).to.equal("UserError: /t: the trace is empty: no access in it");
    }
  });

  it("refuses what is no trace, on one line that a terminal can show", async () => {
    expect(await failure("\x7fELF\x02\x01\x1b[2J")).to.equal(
      'UserError: /t:1: byte 0: no known trace format: "\\x7fELF\\x02\\x01\\x1b[2J"; ' +
        "accepted: cipherline, ramulator, dramsim3, lackey",
    );
  });

  it("refuses a file that cannot be opened or read", async () => {
    const open = (path: string) =>
      openTrace(path, "auto")
        .then((accesses) => accesses.next())
        .catch((error) => error.message.replaceAll(folder, ""));
    expect(await open(join(folder, "none"))).to.equal("/none: cannot be opened: no such file or directory");
    expect(await open(folder)).to.equal(":1: byte 0: cannot be read: illegal operation on a directory");
  });

  it("ends at once when its signal is given", async () => {
    writeFileSync(join(folder, "t"), ramulator);
    const stopped = await openTrace(join(folder, "t"), "auto", AbortSignal.abort())
      .then((accesses) => accesses.next())
      .catch((error) => error.name);
    expect(stopped).to.equal("AbortError");
  });
});

describe("the built-in trace", () => {
  it("has accesses of both kinds, the instructions between them, and data for every line that it writes or finds", async () => {
    const counts = { read: 0, write: 0 };
    const known = new Set<number>();
    let dataless = 0;
    let instructions = 0;
    for await (const { op, address, data, ...access } of await openTrace(BUILTIN_TRACE, "cipherline")) {
      counts[op]++;
      instructions += access.instructions ?? (op === "read" ? 1 : 0);
      if (data === undefined && (op === "write" || !known.has(address))) dataless++;
      known.add(address);
    }
    expect(dataless).to.equal(0);
    expect(counts).to.deep.equal({ read: 4707, write: 831 });
    expect(instructions).to.equal(316_756);
  });
});
