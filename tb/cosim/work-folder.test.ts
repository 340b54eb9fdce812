import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder } from "./work-folder.ts";

describe("a folder for a tool", () => {
  it("holds the files while work goes on, and is gone afterwards, after a failure too", async () => {
    const seen: string[] = [];
    const work = async (folder: string): Promise<string> => {
      seen.push(folder);
      if (seen.length === 2) throw new Error("given up");
      return readFileSync(join(folder, "a.sv"), "utf8");
    };
    const files = [{ name: "a.sv", text: "module a; endmodule\n" }];
    expect(await inFolder(files, work)).to.equal(files[0].text);
    const error = await inFolder(files, work).catch((error: Error) => error.message);
    expect(error).to.equal("given up");
    expect(seen.map(existsSync)).to.deep.equal([false, false]);
  });
});
