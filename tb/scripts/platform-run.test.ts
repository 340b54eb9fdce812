import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { PlatformOptions } from "../../host/platform/memory-platform.ts";
import { run } from "../../scripts/run.ts";
import { scratchFolder } from "./end-to-end/process.ts";
import { type StandInHooks, standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

describe("cipherline run of a platform", () => {
  const folder = scratchFolder();
  before(() => writeFileSync(folder.at("t"), "0 64\n1 128 64\n2 5000\n"));

  async function play(given: Record<string, unknown>, hooks?: StandInHooks) {
    const stdio = new CapturedStdio();
    const made: PlatformOptions[] = [];
    const hardware = standInHardware(hooks);
    const platform = (options: PlatformOptions) => {
      made.push(options);
      return hardware.platform(options);
    };
    const words = { wave: "none", report: "json", trace: folder.at("t"), ...given };
    const exitCode = await run(words, stdio, { ...hardware, platform });
    return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text, made };
  }

  it("reports what it moved, verified and measured, and exits with 0", async () => {
    const { exitCode, stdout, stderr } = await play({ mode: "mktme", keyids: "2", seed: "9" });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    const { latency, stalls, occupancy, ...report } = JSON.parse(stdout);
    const none = { min: null, p50: null, p95: null, p99: null, max: null, mean: null };
    const all = (cycles: number) => ({
      min: cycles,
      p50: cycles,
      p95: cycles,
      p99: cycles,
      max: cycles,
      mean: cycles,
    });
    const { read, write, byKeyId } = latency;
    expect([read.total.max, write.total.max]).to.deep.equal([50, 20]);
    expect(byKeyId.map(({ keyId }: { keyId: number }) => keyId)).to.deep.equal([1, 2]);
    expect(stalls).to.deep.equal([{ op: "read", cause: "hazard", cycles: 2, ns: 2 }]);
    expect(occupancy).to.deep.equal([{ stage: "engine.reading.data.pipe.mask", share: 0.5 }]);
    expect(report).to.deep.equal({
      command:
        "npx cipherline run --mode mktme --keyids 2 --algorithm aes-xts-128 --dram ddr4-3200 --lanes 4 " +
        "--round-keys stored --data-width 512 --slots 64 --outstanding 32 --clock-mhz 800 " +
        "--cores 1 --core-mhz 3200 --issue-width 4 --window 128 --misses 16 " +
        `--trace ${folder.at("t")} --format auto --seed 9 --engine event --wave none --report json`,
      seed: 9,
      engine: "event",
      mode: "mktme",
      keyIds: 2,
      algorithm: "aes-xts-128",
      lanes: 4,
      roundKeys: "stored",
      dataWidth: 512,
      slots: 64,
      outstanding: { reads: 32, writes: 16 },
      clockMhz: 800,
      core: { clockMhz: 3200, issueWidth: 4, window: 128, misses: 16 },
      cores: [],
      cycles: 4,
      timePs: 104_000,
      reads: 3,
      writes: 1,
      storedLines: 3,
      verified: 4,
      mismatches: 0,
      latencyCycles: {
        read: all(50),
        write: all(20),
        byKeyId: [
          { keyId: 1, read: all(50), write: all(20) },
          { keyId: 2, read: all(50), write: none },
        ],
      },
      linesPerCycle: 1,
      dram: {
        name: "ddr4-3200",
        commands: { ACT: 1, PRE: 0, PREA: 0, RD: 3, WR: 1, REF: 0 },
        rowHits: 3,
        bandwidthGBps: 64,
      },
      wave: null,
    });
  });

  it("is what runs when nothing is said of the mode, with three tenants", async () => {
    const { stdout, made } = await play({});
    const { mode, keyIds, command } = JSON.parse(stdout);
    expect({ mode, keyIds }).to.deep.equal({ mode: "mktme", keyIds: 3 });
    expect(command).to.match(/^npx cipherline run --mode mktme --keyids 3 /);
    expect(made.map(({ keys }) => keys.length)).to.deep.equal([3]);
  });

  it("plays the whole built-in trace, of which every line is verified", async () => {
    const { exitCode, stdout } = await play({ trace: undefined });
    const { reads, writes, verified, mismatches } = JSON.parse(stdout);
    expect({ exitCode, reads, writes, verified, mismatches }).to.deep.equal({
      exitCode: 0,
      reads: 4707,
      writes: 831,
      verified: 5538,
      mismatches: 0,
    });
  });

  it("builds the platform that the settings describe", async () => {
    const { made } = await play({
      mode: "mktme",
      keyids: "5",
      algorithm: "aes-xts-256",
      dram: "ddr5-4800",
      lanes: "2",
      "data-width": "128",
      slots: "7",
      outstanding: "3",
      "clock-mhz": "1000",
      "core-mhz": "2500",
      "issue-width": "6",
      window: "224",
      misses: "10",
    });
    const [{ keys, device, lives, ...options }] = made;
    expect(made).to.have.length(1);
    expect(keys.map(({ key1, key2 }) => [key1.length, key2.length])).to.deep.equal(Array(5).fill([32, 32]));
    expect(device.name).to.equal("ddr5-4800");
    expect(lives).not.to.equal(undefined);
    expect(options).to.deep.equal({
      engine: "event",
      mode: "mktme",
      algorithm: "aes-xts-256",
      lanes: 2,
      roundKeys: "stored",
      dataBits: 128,
      slots: 7,
      reads: 3,
      writes: 2,
      clockMhz: 1000,
      programs: 1,
      core: { clockMhz: 2500, issueWidth: 6, window: 224, misses: 10 },
      seed: 1,
      revealSecrets: false,
    });
  });

  it("has keyID 0 alone in the modes tme and off", async () => {
    for (const mode of ["tme", "off"]) {
      const { exitCode, stdout, made } = await play({ mode });
      const { keyIds, latencyCycles, verified } = JSON.parse(stdout);
      expect({ exitCode, keyIds, verified }).to.deep.equal({ exitCode: 0, keyIds: 0, verified: 4 });
      expect(latencyCycles.byKeyId.map(({ keyId }: { keyId: number }) => keyId)).to.deep.equal([0]);
      expect(made.map(({ keys }) => keys)).to.deep.equal([[]]);
    }
  });

  it("compares with the same platform whose engine is off, on the same lines", async () => {
    const { stdout, made } = await play({ mode: "mktme", compare: true, lanes: "1" });
    expect(made.map(({ mode, lanes }) => [mode, lanes])).to.deep.equal([
      ["mktme", 1],
      ["off", 1],
    ]);
    const {
      overhead: { stages, ...overhead },
      verified,
    } = JSON.parse(stdout);
    expect(verified).to.equal(4);
    const added = (op: "read" | "write") =>
      Object.fromEntries(
        stages[op].stages
          .filter(({ added: { mean } }: { added: { mean: number } }) => mean !== 0)
          .map(({ stage, added: { mean } }: { stage: string; added: { mean: number } }) => [stage, mean]),
      );
    expect([added("read"), added("write")]).to.deep.equal([{ decryption: 10 }, {}]);
    expect(stages.read.total.added).to.deep.equal({ p50: 10, mean: 10 });
    expect(overhead).to.deep.equal({
      readP50: { cycles: 10, ns: 10 },
      readP95: { cycles: 10, ns: 10 },
      readMean: { cycles: 10, ns: 10 },
      readLatencyPercent: 25,
      runTimePercent: 0,
      bandwidthPercent: 0,
    });
  });

  it("shows the stages of each keyID where that is asked for", async () => {
    const titles = async (given: Record<string, unknown>) =>
      [...(await play({ report: "text", ...given })).stdout.matchAll(/│ (a (?:read|write).*?) in ns/g)].map(
        ([, title]) => title,
      );
    expect(await titles({})).to.deep.equal(["a read", "a write"]);
    expect(await titles({ "by-keyid": true, keyids: "2" })).to.deep.equal([
      "a read",
      "a write",
      "a read of keyID 1",
      "a write of keyID 1",
      "a read of keyID 2",
    ]);
  });

  it("dumps what the cells hold", async () => {
    await play({ mode: "tme", "dump-dram": folder.at("d") });
    const lines = readFileSync(folder.at("d"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).pa)).to.deep.equal(["0x40", "0x80", "0x1380"]);
  });

  it("exits with 1 for a mismatch, and shows the first five", async () => {
    const onDone: StandInHooks["onDone"] = (done) => ({ ...done, isOkay: false });
    const { exitCode, stdout, stderr } = await play({ mode: "mktme", compare: true }, { onDone });
    expect(exitCode).to.equal(1);
    expect(JSON.parse(stdout).mismatches).to.equal(8);
    expect(stderr.trimEnd().split("\n")).to.have.length(5);
    expect(stderr).to.include("cipherline: with the engine off: ");
  });

  it("ends after SIGINT with what is verified by then, without a look at the cells, and exits with 130", async () => {
    writeFileSync(folder.at("long"), "0 64\n".repeat(1000));
    let times = 0;
    const onAdvance = () => {
      if (++times === 3) process.emit("SIGINT", "SIGINT");
    };
    const { exitCode, stdout, stderr } = await play(
      { mode: "mktme", trace: folder.at("long") },
      { onAdvance },
    );
    expect(exitCode).to.equal(130);
    const { verified, reads, storedLines, timePs } = JSON.parse(stdout);
    expect({ verified, reads, storedLines }).to.deep.equal({ verified: 192, reads: 192, storedLines: 0 });
    expect(stderr).to.equal(`cipherline: stopped by SIGINT at ${timePs} ps\n`);
  });

  it("closes both platforms, after an error in the trace too", async () => {
    let closed = 0;
    writeFileSync(folder.at("half"), "0 64\n0\n");
    const given = { mode: "tme", compare: true, trace: folder.at("half") };
    await play(given, { onDispose: () => closed++ }).catch(String);
    expect(closed).to.equal(2);
  });

  it("refuses a dump of the line cipher alone, which has no memory", async () => {
    expect(await play({ mode: "line", "dump-dram": folder.at("d") }).catch(String)).to.equal(
      `UserError: --dump-dram "${folder.at("d")}": given in mode line; accepted: --mode off, tme, mktme`,
    );
  });
});
