import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { EnvironmentError } from "../../host/user-error.ts";
import { findYosys, runYosys, type YosysRun } from "../../scripts/yosys.ts";
import { describeWith } from "../cosim/tools.ts";
import { scratchFolder } from "./end-to-end/process.ts";

const messageOf = (task: Promise<unknown>): Promise<string> =>
  task.then(
    () => "no error",
    (error: Error) => error.message,
  );

describe("the Yosys that is found", () => {
  const folder = scratchFolder();

  it("is that of the machine, where there is one that can be run", () => {
    const program = folder.at("yosys");
    writeFileSync(program, "#!/bin/sh\n");
    expect(() => findYosys(folder.path, () => false)).to.throw("no Yosys");
    chmodSync(program, 0o755);
    expect(findYosys(`/nowhere:${folder.path}`, () => true)).to.deep.equal([program]);
  });

  it("is the WebAssembly one where the machine has none, run by this Node", () => {
    const [program, script] = findYosys("/nowhere", (name) => name === "@yowasp/yosys");
    expect(program).to.equal(process.execPath);
    expect(existsSync(script)).to.equal(true);
  });

  it("is neither: one line says what to install", () => {
    expect(() => findYosys("/nowhere", () => false)).to.throw(
      EnvironmentError,
      /^no Yosys: install yosys \(apt-get install yosys\), or npm install @yowasp\/yosys$/,
    );
  });
});

describeWith(["yosys"], "a run of Yosys", () => {
  const run = (script: readonly string[], rest: Partial<YosysRun> = {}) =>
    runYosys(["yosys"], {
      files: { "a.v": "module a(output b); assign b = 1'b1; endmodule\n" },
      script,
      writes: ["a.json"],
      seconds: 60,
      signal: new AbortController().signal,
      ...rest,
    });

  it("gives the texts that it wrote", async () => {
    const [text] = (await run(["read_verilog a.v", "write_json a.json"]))!;
    expect(JSON.parse(text).modules.a.ports.b.bits).to.deep.equal(["1"]);
  });

  it("says what Yosys said last, if it fails", async () => {
    expect(await messageOf(run(["read_verilog b.v"]))).to.match(/^yosys: failed with 1: ERROR: .*b\.v/);
  });

  it("ends it with all that it started after its time", async () => {
    expect(await messageOf(run(["exec -- sleep 600"], { seconds: 1 }))).to.equal(
      "yosys: not done after 1 s; --seconds gives it more",
    );
  });

  it("ends it by a signal, and says so by no texts", async () => {
    const signal = AbortSignal.timeout(300);
    expect(await run(["exec -- sleep 600"], { signal })).to.equal(undefined);
    expect(await run([], { signal })).to.equal(undefined);
  });

  it("says which program cannot be started", async () => {
    const task = runYosys(["/nowhere/yosys"], {
      files: {},
      script: [],
      writes: [],
      seconds: 9,
      signal: new AbortController().signal,
    });
    expect(await messageOf(task)).to.equal("/nowhere/yosys: no such file or directory");
  });
});
