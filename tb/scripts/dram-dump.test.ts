import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { dumpDram, dumpPath } from "../../scripts/dram-dump.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("a dump of the memory", () => {
  const folder = scratchFolder();

  it("is a JSON line a stored line, by ascending address", async () => {
    const line = (byte: number) => new Uint8Array(64).fill(byte);
    const cells = new Map([
      [2 ** 33 - 64, line(3)],
      [0x40, line(1)],
      [0x100, line(2)],
    ]);
    await dumpDram(folder.at("d"), cells);
    expect(readFileSync(folder.at("d"), "utf8")).to.equal(
      `{"pa":"0x40","data":"${"01".repeat(64)}"}\n` +
        `{"pa":"0x100","data":"${"02".repeat(64)}"}\n` +
        `{"pa":"0x1ffffffc0","data":"${"03".repeat(64)}"}\n`,
    );
  });

  it("of nothing is an empty file, in the place of what was there", async () => {
    writeFileSync(folder.at("e"), "old");
    await dumpDram(folder.at("e"), new Map());
    expect(readFileSync(folder.at("e"), "utf8")).to.equal("");
  });

  it("onto a full disk is an error of the environment", async () => {
    const failure = await dumpDram("/dev/full", new Map([[0, new Uint8Array(64)]])).catch((error) => error);
    expect([String(failure), failure.exitCode]).to.deep.equal([
      "EnvironmentError: /dev/full: cannot be written: no space left on device",
      3,
    ]);
  });

  it("is refused before the run where it has no place", () => {
    const accepted = "accepted: the path of a file in a folder that exists";
    expect(() => dumpPath(folder.path)).to.throw(`--dump-dram "${folder.path}": a folder; ${accepted}`);
    expect(() => dumpPath(folder.at("no/d"))).to.throw(`no/d": no such folder; ${accepted}`);
    expect(() => dumpPath("")).to.throw(`--dump-dram "": empty; ${accepted}`);
    expect(() => dumpPath("a\0b")).to.throw(`--dump-dram "a\\x00b": a NUL in the path; ${accepted}`);
    expect(dumpPath(undefined)).to.equal(undefined);
  });
});
