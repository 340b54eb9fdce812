import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { EnvironmentError, UserError } from "../../host/user-error.ts";
import { makeFolder, writeFolder } from "../../scripts/output-folder.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("a folder to be written to", () => {
  const folder = scratchFolder();

  it("is made if its parent is there, and may be there already", () => {
    makeFolder("out", folder.at("new"));
    makeFolder("out", folder.at("new"));
    expect(existsSync(folder.at("new"))).to.equal(true);
  });

  it("is refused where none can be", () => {
    writeFileSync(folder.at("file"), "");
    const problem = (path: string): string => {
      try {
        makeFolder("out", path);
      } catch (error) {
        expect(error).to.be.instanceOf(UserError);
        return String(error);
      }
      return "none";
    };
    const accepted = "accepted: a folder, which is made if its parent is there";
    const { path } = folder;
    expect(["file", "no/folder", "file/folder"].map((name) => problem(folder.at(name)))).to.deep.equal([
      `UserError: --out "${path}/file": not a folder; ${accepted}`,
      `UserError: --out "${path}/no/folder": no such folder; ${accepted}`,
      `UserError: --out "${path}/file/folder": not a directory; ${accepted}`,
    ]);
    expect(problem("a\0b")).to.equal(`UserError: --out "a\\x00b": a NUL in the path; ${accepted}`);
    expect(problem("/proc/folder")).to.match(/^UserError: --out "\/proc\/folder": [a-z ]+; accepted: /);
  });

  it("gets files, over those of the same names", () => {
    makeFolder("out", folder.at("some"));
    writeFolder(folder.at("some"), [{ name: "a.sv", text: "old" }]);
    writeFolder(folder.at("some"), [
      { name: "a.sv", text: "new" },
      { name: "b.f", text: "a.sv\n" },
    ]);
    expect(readFileSync(folder.at("some/a.sv"), "utf8")).to.equal("new");
    expect(readFileSync(folder.at("some/b.f"), "utf8")).to.equal("a.sv\n");
  });

  it("names the file that cannot be written", () => {
    mkdirSync(folder.at("full"));
    symlinkSync("/dev/full", folder.at("full/a.sv"));
    const write = () => writeFolder(folder.at("full"), [{ name: "a.sv", text: "x" }]);
    expect(write).to.throw(EnvironmentError, `${folder.path}/full/a.sv: no space left on device`);
  });
});
