import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../scripts/run.ts";
import { type StandInHooks, standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

describe("cipherline run of the line cipher", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cipherline-run-"));
    writeFileSync(join(folder, "t"), "0 64\n1 128 64\n2 64\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  async function play(options: Record<string, string>, hooks?: StandInHooks) {
    const stdio = new CapturedStdio();
    const exitCode = await run(
      { mode: "line", wave: "none", report: "json", ...options },
      stdio,
      standInHardware(hooks),
    );
    return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text };
  }

  it("reports what it moved and verified, and exits with 0", async () => {
    const { exitCode, stdout, stderr } = await play({ trace: join(folder, "t"), seed: "9" });
    expect(exitCode).to.equal(0);
    expect(stderr).to.equal("");
    expect(JSON.parse(stdout)).to.deep.equal({
      command:
        `npx cipherline run --mode line --trace ${join(folder, "t")} --format auto ` +
        "--seed 9 --engine event --wave none --report json",
      seed: 9,
      engine: "event",
      cycles: 4,
      timePs: 4000,
      reads: 3,
      writes: 1,
      verified: 4,
      mismatches: 0,
      latencyCycles: {
        read: { min: 12, p50: 12, p95: 12, max: 12 },
        write: { min: 13, p50: 13, p95: 13, max: 13 },
      },
      linesPerCycle: 1,
      wave: null,
    });
  });

  it("plays the whole built-in trace when it is told of no other", async () => {
    const { exitCode, stdout } = await play({});
    const { command, reads, writes, verified } = JSON.parse(stdout);
    expect(exitCode).to.equal(0);
    expect({ reads, writes, verified }).to.deep.equal({ reads: 4707, writes: 831, verified: 5538 });
    expect(command).to.equal(
      "npx cipherline run --mode line --seed 1 --engine event --wave none --report json",
    );
  });

  it("stops after the lines that it is told", async () => {
    for (const lines of [1, 2, 200, 1000]) {
      const { stdout } = await play({ lines: `${lines}` });
      expect(JSON.parse(stdout).verified).to.equal(lines);
    }
  });

  it("gives a command that a shell reads as it was given", async () => {
    const odd = join(folder, "it's a trace");
    writeFileSync(odd, "0 64\n");
    const { command } = JSON.parse((await play({ trace: odd })).stdout);
    const words = execFileSync("sh", ["-c", `printf '%s\\n' ${command.replace("npx ", "")}`]).toString();
    expect(words.split("\n")[5]).to.equal(odd);
  });

  it("exits with 1 for a mismatch and shows the first five", async () => {
    const spoilAll: StandInHooks = { onResult: ({ data }) => (data[0] ^= 1) };
    const { exitCode, stdout, stderr } = await play({ lines: "20" }, spoilAll);
    expect(exitCode).to.equal(1);
    expect(JSON.parse(stdout).mismatches).to.equal(20);
    expect(
      stderr.match(/^cipherline: read of line 0x[\da-f]+: expected [\da-f]{128}, got [\da-f]{128}$/gm),
    ).to.have.length(5);
  });

  it("closes the hardware before it reports, and after an error in the trace", async () => {
    let closed = 0;
    const hooks = { onDispose: () => closed++ };
    await play({ lines: "1" }, hooks);
    writeFileSync(join(folder, "half"), "0 64\n0\n");
    const failure = await play({ trace: join(folder, "half") }, hooks).catch(String);
    expect(failure).to.match(
      /^UserError: .*half:2: byte 5: not two or three decimal numbers: "0"; accepted: ramulator: /,
    );
    expect(closed).to.equal(2);
  });

  it("opens no hardware for a trace that is not there", async () => {
    const hooks = { onDispose: () => expect.fail("opened") };
    expect(await play({ trace: join(folder, "none") }, hooks).catch(String)).to.equal(
      `UserError: ${join(folder, "none")}: cannot be opened: no such file or directory`,
    );
  });

  it("ends after SIGTERM with what is verified by then, and exits with 143", async () => {
    let times = 0;
    const onAdvance = () => ++times === 3 && process.emit("SIGTERM", "SIGTERM");
    const { exitCode, stdout, stderr } = await play({}, { onAdvance });
    expect(exitCode).to.equal(143);
    expect(JSON.parse(stdout).verified).to.equal(192);
    expect(stderr).to.equal("cipherline: stopped by SIGTERM at 192000 ps\n");
  });
});
