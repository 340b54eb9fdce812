import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { UserError } from "../../host/user-error.ts";
import { fileToWrite } from "../../scripts/output-file.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("a file to be written", () => {
  const folder = scratchFolder();
  const problem = (path: string): string => {
    try {
      fileToWrite("to", path, "a file");
    } catch (error) {
      expect(error).to.be.instanceOf(UserError);
      return String(error);
    }
    return "none";
  };

  it("is nothing yet, or what is there", () => {
    writeFileSync(folder.at("old"), "1234");
    expect(fileToWrite("to", folder.at("new"), "a file")).to.equal(undefined);
    expect(fileToWrite("to", folder.at("old"), "a file")?.size).to.equal(4);
    expect(fileToWrite("to", "/dev/null", "a file")?.isFile()).to.equal(false);
  });

  it("is refused where none can be", () => {
    writeFileSync(folder.at("file"), "");
    const { path } = folder;
    expect([path, folder.at("no/d"), "a\0b", folder.at("file/d")].map(problem)).to.deep.equal([
      `UserError: --to "${path}": a folder; accepted: a file`,
      `UserError: --to "${path}/no/d": no such folder; accepted: a file`,
      'UserError: --to "a\\x00b": a NUL in the path; accepted: a file',
      `UserError: --to "${path}/file/d": not a directory; accepted: a file`,
    ]);
    expect(problem("n".repeat(300))).to.equal(
      `UserError: --to "${"n".repeat(60)}...": name too long; accepted: a file`,
    );
  });
});
