import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { EnvironmentError } from "../../host/user-error.ts";
import { wavePaths } from "../../scripts/wave-paths.ts";

const ACCEPTED = 'accepted: the path of a VCD file in a folder that exists, or "none"';

describe("--wave", () => {
  let folder: string;
  const home = process.cwd();
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cipherline-wave-"));
    process.chdir(folder);
  });
  after(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it("names the VCD and puts the save file beside it", () => {
    expect(wavePaths("a.vcd")).to.deep.equal({ vcd: "a.vcd", gtkw: "a.gtkw" });
    expect(wavePaths("./a")).to.deep.equal({ vcd: "./a", gtkw: "./a.gtkw" });
  });

  it("has no save file beside a device", () => {
    expect(wavePaths("/dev/full")).to.deep.equal({ vcd: "/dev/full" });
  });

  it("keeps no waves for none", () => {
    expect(wavePaths("none")).to.equal(undefined);
  });

  it("makes the folder of the default only", () => {
    expect(wavePaths("waves/out/run.vcd")).to.deep.equal({
      vcd: "waves/out/run.vcd",
      gtkw: "waves/out/run.gtkw",
    });
    expect(existsSync("waves/out")).to.equal(true);
    expect(() => wavePaths("other/run.vcd")).to.throw(`--wave "other/run.vcd": no such folder; ${ACCEPTED}`);
  });

  it("refuses a path that goes through a file, and a name that is too long", () => {
    writeFileSync("file", "");
    expect(() => wavePaths("file/run.vcd")).to.throw(`--wave "file/run.vcd": not a directory; ${ACCEPTED}`);
    expect(() => wavePaths("x".repeat(300))).to.throw(
      `--wave "${"x".repeat(60)}...": name too long; ${ACCEPTED}`,
    );
  });

  it("lacks a place for the default where its folder cannot be made", () => {
    mkdirSync("elsewhere");
    process.chdir("elsewhere");
    try {
      writeFileSync("waves", "a file of this name");
      expect(() => wavePaths("waves/out/run.vcd")).to.throw(
        EnvironmentError,
        "waves/out: cannot be made: not a directory; give --wave FILE or none",
      );
    } finally {
      process.chdir(folder);
    }
  });

  it("refuses a folder, an empty path and a path with a NUL", () => {
    expect(() => wavePaths("waves")).to.throw(`--wave "waves": a folder; ${ACCEPTED}`);
    expect(() => wavePaths("")).to.throw(`--wave "": empty; ${ACCEPTED}`);
    expect(() => wavePaths("a\0b")).to.throw(`--wave "a\\x00b": a NUL in the path; ${ACCEPTED}`);
  });
});
