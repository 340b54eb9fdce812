import { execPath } from "node:process";
import { expect } from "chai";
import { run } from "./process.ts";

const FOLDER = { folder: ".", seconds: 20 };
const failure = (result: Promise<string>): Promise<string> => result.catch((error: Error) => error.message);

describe("running a tool", () => {
  it("gives what it prints, errors and warnings first", async () => {
    const script = "console.log('out'); console.error('err')";
    expect(await run(execPath, ["-e", script], FOLDER)).to.equal("err\nout\n");
  });
  it("fails as the tool fails, with its output", async () => {
    const script = "console.log('why'); process.exit(3)";
    expect(await failure(run(execPath, ["-e", script], FOLDER))).to.equal(
      `${execPath} failed with 3:\nwhy\n`,
    );
  });
  it("fails where there is no such tool", async () => {
    expect(await failure(run("no-such-tool", [], FOLDER))).to.equal("no-such-tool failed with ENOENT:\n");
  });
  it("ends a tool that takes too long", async () => {
    const script = "console.log('begun'); setInterval(() => {}, 1000)";
    const result = run(execPath, ["-e", script], { folder: ".", seconds: 1 });
    expect(await failure(result)).to.equal(`${execPath} did not end within 1 s:\nbegun\n`);
  });
});
