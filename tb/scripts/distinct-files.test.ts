import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { UserError } from "../../host/user-error.ts";
import { checkDistinct } from "../../scripts/distinct-files.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("files that options name", () => {
  const folder = scratchFolder();
  before(() => {
    for (const name of ["in", "other"]) writeFileSync(folder.at(name), name);
    linkSync(folder.at("in"), folder.at("hard"));
    symlinkSync(folder.at("in"), folder.at("soft"));
    mkdirSync(folder.at("real"));
    symlinkSync(folder.at("real"), folder.at("alias"));
  });

  const at = (path: string): string => `${folder.path}/${path}`; // as it is given, ".." and all
  const check = (input: string, ...outputs: readonly string[]): void =>
    checkDistinct(
      [{ option: "from", path: at(input) }],
      outputs.map((path, k) => ({ option: `to${k}`, path: at(path) })),
    );

  it("may all be apart, there already or not", () => {
    check("in", "other", "new", "real/new");
    check("missing", "new");
  });

  it("are refused where one to be written is read too, by whatever path", () => {
    for (const path of ["in", "real/../in", "hard", "soft"]) {
      expect(() => check("in", path)).to.throw(
        UserError,
        `--to0 "${at(path)}": the file of --from; accepted: a file of its own`,
      );
    }
  });

  it("are refused where two to be written are one, even if it is not there yet", () => {
    for (const [one, same] of [
      ["other", "./other"],
      ["new", "real/../new"],
      ["real/new", "alias/new"],
    ]) {
      expect(() => check("in", one, same)).to.throw(
        UserError,
        `--to1 "${at(same)}": the file of --to0; accepted: a file of its own`,
      );
    }
  });

  it("may be one device", () => {
    const device = { option: "to", path: "/dev/null" };
    checkDistinct([device], [device, device]);
  });

  it("are left to whoever opens them where they cannot be looked at", () => {
    check("in/below", "in/below");
    checkDistinct([{ option: "from", path: "a\0b" }], [{ option: "to", path: "a\0b" }]);
  });
});
