import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs the nightly command as a user does; gives what it prints, or fails as it does. */
const nightly = (...words: string[]) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/nightly.ts", ...words], { cwd: root });

describe("the nightly command", function () {
  this.timeout(280_000);

  it("moves 1,000 lines through every kind of platform under stress, and finds all as they should be", async () => {
    const { stdout, stderr } = await nightly("--lines", "1000", "--seed", "7");
    expect(stderr).to.equal("");
    expect(stdout).to.match(/^0 mismatches; seed 7$/m);
    const rows = stdout.split("\n").filter((line) => line.includes("builtin.trace.gz"));
    const cells = rows.map((row) => row.split("│").map((cell) => cell.trim()));
    expect(rows).to.have.lengthOf(16);
    for (const [, , platform, reads, writes, , programs, , mismatches] of cells) {
      const moved = Number(reads.replace(",", "")) + Number(writes.replace(",", ""));
      expect([platform, moved, mismatches]).to.deep.equal([
        platform,
        platform.endsWith("two cores") ? 2000 : 1000,
        "0",
      ]);
      // Five tenants get their keys at the boot, and keyIDs get others while lines move.
      if (platform.startsWith("mktme")) expect(Number(programs), platform).to.be.above(5);
    }
  });

  it("refuses an option that it does not know", async () => {
    const failure = await nightly("--line", "5").catch((error: { code: number; stderr: string }) => error);
    expect(failure).to.have.property("code", 1);
    expect(failure.stderr).to.contain("Unknown argument: line");
  });
});
