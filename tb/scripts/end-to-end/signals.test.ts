import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { readVcdText } from "../../host/vcd-text.ts";
import { readWithVcdStream } from "../../sim/waves/vcd-stream.ts";
import { CipherlineProcess, scratchFolder } from "./process.ts";

/** Runs for minutes if it is left alone. */
const LONG = Array.from({ length: 500_000 }, (_, k) => `0 ${64 * k} ${64 * (k % 1000)}\n`).join("");

/** Waits until the process has written waves. */
async function running({ child }: CipherlineProcess, vcd: string): Promise<void> {
  while (child.exitCode === null && !(existsSync(vcd) && statSync(vcd).size > 0)) await setTimeout(5);
}

/** Without the string lanes, at which vcd-stream stops. */
const withoutStrings = (vcd: string): string =>
  vcd.replace(/^\$var string .*\n/gm, "").replace(/^s\S* \S+\n/gm, "");

/**
 * Expects a run to have ended by a signal in its middle, and its files to be whole up to then. The line cipher's writes
 * are verified as they come, a platform's in its cells, at an end that does not come here.
 */
async function expectWhole(
  run: CipherlineProcess,
  mode: string,
  name: string,
  exitCode: number,
  vcd: string,
) {
  const end = await run.ended;
  const { timePs, reads, writes, verified, mismatches } = JSON.parse(end.stdout);
  expect(end.stderr).to.equal(`cipherline: stopped by ${name} at ${timePs} ps\n`);
  expect(end.exitCode).to.equal(exitCode);
  expect(reads + writes).to.be.greaterThan(0);
  const seen = mode === "line" ? reads + writes : reads;
  expect({ verified, mismatches }).to.deep.equal({ verified: seen, mismatches: 0 });

  const text = readFileSync(vcd, "latin1");
  expect(text.endsWith("\n")).to.equal(true);
  expect(/^#(\d+)\n/.exec(text.slice(text.lastIndexOf("\n#") + 1))?.[1]).to.equal(`${timePs}`);
  expect(readVcdText(text).time).to.equal(timePs);
  if (mode === "line") {
    // vcd-stream takes no header as long as a platform's.
    const { events } = await readWithVcdStream(withoutStrings(text));
    expect(events.at(-1)?.time).to.equal(timePs);
  }
  const save = readFileSync(vcd.replace(/vcd$/, "gtkw"), "utf8");
  expect(save).to.match(/^\[\*\] written by Cipherline\n(.*\n)+\[pattern_trace\] 0\n$/);
}

for (const mode of ["line", "mktme"]) {
  describe(`a run in a process, with the real hardware, in mode ${mode}, that is stopped`, () => {
    const folder = scratchFolder();
    let run: CipherlineProcess;
    afterEach(() => run.child.kill("SIGKILL"));

    const start = (trace: string, wave: string) => {
      const words = ["run", "--mode", mode, "--trace", trace, "--wave", wave, "--report", "json"];
      run = new CipherlineProcess(words, folder.path);
    };

    it("in its middle by SIGINT leaves waves that are whole to their last step, and exits with 130", async () => {
      writeFileSync(folder.at("long"), LONG);
      start("long", "long.vcd");
      await running(run, folder.at("long.vcd"));
      run.child.kill("SIGINT");
      await expectWhole(run, mode, "SIGINT", 130, folder.at("long.vcd"));
    });

    it("by SIGTERM while its trace is a pipe that waits leaves them so too, and exits with 143", async () => {
      execFileSync("mkfifo", [folder.at("pipe")]);
      start("pipe", "pipe.vcd");
      const writer = await open(folder.at("pipe"), "w");
      await writer.write(LONG.slice(0, 40_000));
      await running(run, folder.at("pipe.vcd"));
      run.child.kill("SIGTERM");
      await expectWhole(run, mode, "SIGTERM", 143, folder.at("pipe.vcd"));
      await writer.close();
    });

    it("twice at once by SIGINT exits with 130 and no stack", async () => {
      writeFileSync(folder.at("long"), LONG);
      start("long", "twice.vcd");
      await running(run, folder.at("twice.vcd"));
      run.child.kill("SIGINT");
      run.child.kill("SIGINT");
      const { exitCode, stderr } = await run.ended;
      expect(exitCode).to.equal(130);
      expect(stderr).to.match(/^(cipherline: stopped by SIGINT at \d+ ps\n)?$/);
    });
  });
}
