import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { EnvironmentError } from "../../host/user-error.ts";
import { main } from "../../scripts/cli.ts";
import type { Hardware } from "../../scripts/hardware.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

const RUN_OPTIONS =
  "--trace, --format, --lines, --seed, --engine, --wave, --report, --by-keyid, --reveal-secrets, --mode, --keyids, " +
  "--algorithm, --dram, --lanes, --round-keys, --data-width, --slots, --outstanding, --clock-mhz, --cores, --core-mhz, --issue-width, " +
  "--window, --misses, --compare, --config, --dump-dram";

async function cli(words: readonly string[], hardware: Hardware = standInHardware()) {
  const stdio = new CapturedStdio();
  const exitCode = await main(words, stdio, hardware);
  return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text };
}

describe("the command line", () => {
  it("runs a command and gives its exit code", async () => {
    const { exitCode, stdout } = await cli(["run", "--lines", "3", "--wave", "none", "--report", "json"]);
    expect(exitCode).to.equal(0);
    expect(JSON.parse(stdout).verified).to.equal(3);
  });

  it("shows its commands and their options", async () => {
    expect((await cli(["--help"])).stdout).to.match(/cipherline run .*\n(?: .*\n)?.*cipherline xts /);
    const { exitCode, stdout } = await cli(["run", "--help"]);
    expect(exitCode).to.equal(0);
    for (const option of RUN_OPTIONS.split(", ")) expect(stdout).to.include(`  ${option} `);
  });

  const wrong: readonly [words: string, line: string][] = [
    ["", "no command; accepted: run, xts, export, synth, msr"],
    ["rnu", "unknown: rnu: Did you mean run?; accepted: run, xts, export, synth, msr"],
    ["run --linez 3", `unknown: --linez; accepted: ${RUN_OPTIONS}`],
    ["run --linez=3", `unknown: --linez; accepted: ${RUN_OPTIONS}`],
    ["run -x", `unknown: -x; accepted: ${RUN_OPTIONS}`],
    ["run --no-wave", `unknown: --no-wave; accepted: ${RUN_OPTIONS}`],
    ["run file", `unknown: file; accepted: ${RUN_OPTIONS}`],
    ["run --lines", '--lines "": empty; accepted: a whole number from 1 to 9007199254740991'],
    ["run --lines 0", '--lines "0": out of range; accepted: a whole number from 1 to 9007199254740991'],
    [
      "run --lines -1",
      '--lines "-1": not a whole number; accepted: a whole number from 1 to 9007199254740991',
    ],
    [
      "run --lines 1e99",
      '--lines "1e99": not a whole number; accepted: a whole number from 1 to 9007199254740991',
    ],
    ["run --lines 3 --lines 3", "--lines: given 2 times; accepted: once"],
    ["run --seed x", '--seed "x": not a whole number; accepted: a whole number from 0 to 9007199254740991'],
    ["run --engine fast", '--engine "fast": unknown; accepted: event, compiled, both'],
    ["run --format vcd", '--format "vcd": unknown; accepted: auto, cipherline, ramulator, dramsim3, lackey'],
    ["run --report", '--report "": empty; accepted: text, json'],
    ["run --trace=", '--trace "": empty; accepted: the path of a trace file'],
    ["xts --batch --batch", "--batch: given 2 times; accepted: once"],
    ["run --reveal-secrets=no", '--reveal-secrets "no": takes no value; accepted: --reveal-secrets'],
    ["xts --batch=yes", '--batch "yes": takes no value; accepted: --batch'],
  ];
  for (const [words, line] of wrong) {
    it(`exits with 2 and one line for "${words}"`, async () => {
      expect(await cli(words.split(" ").filter(Boolean))).to.deep.equal({
        exitCode: 2,
        stdout: "",
        stderr: `cipherline: ${line}\n`,
      });
    });
  }

  const failing = (error: Error): Hardware => {
    const fail = () => {
      throw error;
    };
    return { ...standInHardware(), lineMemory: fail, platform: fail };
  };

  for (const mode of ["line", "mktme"]) {
    it(`exits with 3 for what the machine lacks in mode ${mode}`, async () => {
      const { exitCode, stderr } = await cli(
        ["run", "--mode", mode],
        failing(new EnvironmentError("no room")),
      );
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 3, stderr: "cipherline: no room\n" });
    });
  }

  it("exits with 3 and one line for waves that cannot be written", async () => {
    const full = new DesignError(
      "WAVE",
      "/dev/full is cut after 0 bytes: no space is left (ENOSPC)",
      [],
      "make room",
    );
    const { exitCode, stderr } = await cli(["run"], failing(full));
    expect({ exitCode, stderr }).to.deep.equal({
      exitCode: 3,
      stderr: "cipherline: /dev/full is cut after 0 bytes: no space is left (ENOSPC); make room\n",
    });
  });

  it("shows what failed first, then what failed when files were closed, and exits for the first", async () => {
    const hardware = standInHardware({
      onDispose: () => {
        throw new EnvironmentError("no room");
      },
    });
    const trace = join(mkdtempSync(join(tmpdir(), "cipherline-")), "half");
    writeFileSync(trace, "0 64\n0\n");
    const { exitCode, stderr } = await cli(["run", "--trace", trace, "--wave", "none"], hardware);
    rmSync(dirname(trace), { recursive: true });
    expect(exitCode).to.equal(2);
    expect(stderr.split("\n")).to.deep.equal([
      `cipherline: ${trace}:2: byte 5: not two or three decimal numbers: "0"; ` +
        'accepted: ramulator: "BUBBLES READ_ADDRESS [WRITEBACK_ADDRESS]" in decimal',
      "cipherline: no room",
      "",
    ]);
  });

  it("exits with 1 and the whole report for a fault of the design", async () => {
    const { exitCode, stderr } = await cli(
      ["run"],
      failing(new DesignError("WIDTH", "8 is not 9", [], "cut it")),
    );
    expect({ exitCode, stderr }).to.deep.equal({
      exitCode: 1,
      stderr: "cipherline: WIDTH: 8 is not 9\n  fix: cut it\n",
    });
  });
});

describe("a run in a process of its own", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cipherline-cli-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [mode, signal, expected] of [
    ["line", "SIGINT", 130],
    ["line", "SIGTERM", 143],
    ["mktme", "SIGINT", 130],
    ["mktme", "SIGTERM", 143],
  ] as const) {
    it(`closes its hardware and exits with ${expected} after ${signal}, though its trace is a pipe that waits, in mode ${mode}`, async () => {
      const pipe = join(folder, `${mode}-${signal}`);
      execFileSync("mkfifo", [pipe]);
      const child = fork(
        fileURLToPath(new URL("stand-in-process.ts", import.meta.url)),
        ["run", "--mode", mode, "--trace", pipe, "--wave", "none", "--report", "json"],
        { execArgv: ["--import", "tsx"], stdio: ["ignore", "pipe", "pipe", "ipc"] },
      );
      const output = Promise.all([text(child.stdout!), text(child.stderr!)]);
      const writer = await open(pipe, "w");
      await writer.write("0 64\n".repeat(300));
      await once(child, "message"); // the clock runs
      child.kill(signal);
      const [exitCode] = await once(child, "exit");
      await writer.close();

      const [stdout, stderr] = await output;
      const { reads, timePs } = JSON.parse(stdout);
      expect(exitCode).to.equal(expected);
      expect(reads).to.be.oneOf([64, 128, 192]);
      expect(stderr).to.equal(`closed\ncipherline: stopped by ${signal} at ${timePs} ps\n`);
    });
  }
});
