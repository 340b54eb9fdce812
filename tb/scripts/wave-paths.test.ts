import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
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

  it("refuses a folder, an empty path and a path with a NUL", () => {
    expect(() => wavePaths("waves")).to.throw(`--wave "waves": a folder; ${ACCEPTED}`);
    expect(() => wavePaths("")).to.throw(`--wave "": empty; ${ACCEPTED}`);
    expect(() => wavePaths("a\0b")).to.throw(`--wave "a\\x00b": a NUL in the path; ${ACCEPTED}`);
  });
});
