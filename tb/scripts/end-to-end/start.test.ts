import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type GtkWaveView, openInGtkWave } from "../../sim/waves/gtkwave.ts";
import { expectAllTraces, IN_GTKWAVE, needGtkWave } from "./gtkwave-view.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

const fileOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("npm start", () => {
  const folder = scratchFolder();
  let end: Ended;
  const figure = (name: string) =>
    Number(new RegExp(`│ ${name} +│ +([\\d,.]+)`).exec(end.stdout)![1].replaceAll(",", ""));
  before(async function () {
    this.timeout(180_000);
    expect(JSON.parse(fileOf("package.json")).scripts.start).to.equal("node bin/cipherline.js run --compare");
    end = await cipherline(["run", "--compare"], folder.path);
  });

  it("plays the built-in trace of three tenants and finds every line as it should be", () => {
    const { exitCode, stdout, stderr } = end;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout).to.match(/│ mode +│ +mktme, 3 keyIDs │\n/);
    expect(["lines read", "lines written", "verified", "mismatches"].map(figure)).to.deep.equal([
      4707, 831, 5538, 0,
    ]);
    for (const keyId of [1, 2, 3]) expect(figure(`read, keyID ${keyId}`)).to.be.greaterThan(0);
  });

  it("gives the figures that docs/command-line.md shows", () => {
    const shown = JSON.parse(/```json\n([^`]*)```/.exec(fileOf("docs/command-line.md"))![1]);
    expect(shown.cycles).to.equal(figure("cycles"));
    expect(shown.timePs).to.equal(1000 * figure("simulated time"));
    expect(shown.storedLines).to.equal(figure("stored lines"));
    expect(shown.linesPerCycle.toFixed(3)).to.equal(`${figure("lines a cycle")}`);
    expect([shown.reads, shown.writes, shown.verified, shown.mismatches]).to.deep.equal([4707, 831, 5538, 0]);
    for (const op of ["read", "write"]) {
      const { min, p50, p95, p99, max } = shown.latencyCycles[op];
      const cells = [min, p50, p95, p99, max].map((cycles) => `│ +${cycles} `).join("");
      expect(end.stdout).to.match(new RegExp(`│ ${op} +${cells}│\n`));
    }
  });

  it("prints the cost of encryption, stage by stage and in all, that README.md shows", () => {
    const [shown] = /^┌[^`]*┘\n/m.exec(fileOf("README.md"))!;
    expect(shown).to.include("│ decryption ").and.include("│ against the engine off ");
    for (const table of shown.split(/^(?=┌)/m)) expect(end.stdout).to.include(table);
  });

  it("ends with the command that replays it and the one that opens its waves", () => {
    expect(end.stdout.split("\n").slice(-3)).to.deep.equal([
      "Again:  npx cipherline run --mode mktme --keyids 3 --algorithm aes-xts-128 --dram ddr4-3200 --lanes 4 " +
        "--round-keys stored --data-width 512 --slots 64 --outstanding 32 --clock-mhz 800 " +
        "--cores 1 --core-mhz 3200 --issue-width 4 --window 128 --misses 16 --compare --seed 1 " +
        "--engine event --wave waves/out/run.vcd --report text",
      "Waves:  gtkwave waves/out/run.gtkw",
      "",
    ]);
  });

  describe(IN_GTKWAVE, () => {
    const save = "waves/out/run.gtkw";
    let view: GtkWaveView;
    before(function () {
      needGtkWave(this);
      const from = Number(/^\[timestart\] (\d+)$/m.exec(readFileSync(folder.at(save), "utf8"))?.[1]);
      const times = [21_500, 47_750, 61_500].map((ps) => from + ps); // asked for; the second read is decrypted; it leaves
      view = openInGtkWave({ save }, { folder: folder.path, times });
    });

    it("shows the waves of the whole run", () => {
      expect(view.span).to.deep.equal([0, 1000 * figure("simulated time")]);
    });

    it("has every trace of its save file, of open groups and of folded ones, and no complaint", () =>
      expectAllTraces(view, folder.path, save));

    it("shows reads on their way to the memory, and through the stages of the decryption", () => {
      const [asked, decrypted, left] = [...view.values.values()];
      expect(asked).to.include.members(["slot0=?mediumblue?R0_DRAM", "slot4=?dimgray?R4_memory_queue"]);
      expect(asked).to.include.members(["asked for=R14_300000002c00", "split=R13", "lookup=R12"]);
      expect(decrypted.filter((row) => row.endsWith("=R1"))).to.deep.equal(["mask=R1"]);
      expect(left.filter((row) => row.endsWith("=R1"))).to.deep.equal(["unmask=R1"]);
    });
  });
});

describe("the help", () => {
  const folder = scratchFolder();
  let help: readonly string[];
  before(async () => {
    const ends = await sideBySide(
      [["--help"], ["run", "--help"], ["xts", "--help"]].map((words) => () => cipherline(words, folder.path)),
    );
    for (const { exitCode, stderr } of ends) {
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    }
    help = ends.map(({ stdout }) => stdout);
  });

  it("names the commands and what each does", () => {
    expect(help[0]).to.match(
      /^cipherline <command>\n\nSimulates the hardware that encrypts a computer's memory\.\n/,
    );
    const text = help[0].replaceAll(/\s+/g, " ");
    for (const command of [
      "cipherline run Play a memory trace through a platform and check every line",
      "cipherline xts Encrypt or decrypt data units in the line cipher",
      "cipherline export [form] Write a module of the hardware for other tools",
      "cipherline synth Count the cells, flip-flops and memories of a module",
      "cipherline msr Print the registers of TME and MKTME",
    ])
      expect(text).to.include(` ${command}`);
  });

  const options = [
    "--trace Memory trace, plain or gzip; several play side by side, a core each (default: a built-in one) [string]",
    "--format Its format: auto, cipherline, ramulator, dramsim3, lackey [string] [default: auto]",
    "--lines Play no more than this many lines of each trace [string]",
    "--cores Cores, which play the traces in turn, a copy each; none: lines as fast as the bus takes them [string] [default: one a trace]",
    "--seed Gives the keys and the data that the trace lacks [string] [default: 1]",
    "--engine Simulation engine: event, compiled, both [string] [default: event]",
    '--wave VCD file, or "none" [string] [default: waves/out/run.vcd]',
    "--report Report for people or machines: text, json [string] [default: text]",
    "--by-keyid Show the stages of each keyID in the text; JSON always has them",
    "--reveal-secrets Show keys and cipher states in the waves",
    "--keyids Tenants, each with a keyID and a key of its own (mktme) [string] [default: 3]",
  ];
  it("says of run what each option takes and what it is without", () => {
    const text = help[1].replaceAll(/\s+/g, " ");
    for (const option of options) expect(`${text} `).to.include(` ${option} `);
    expect(text).to.match(
      / --mode What the trace is played through: .* line, off, tme, mktme \[string\] \[default: mktme\] /,
    );
  });

  it("says of xts what each option takes", () => {
    expect(help[2]).to.equal(
      `cipherline xts

Encrypt or decrypt data units in the line cipher

Options:
  --help     Show help                                                 [boolean]
  --version  Show version number                                       [boolean]
  --op       encrypt or decrypt                                         [string]
  --key1     Data key: 16 or 32 bytes in hex                            [string]
  --key2     Tweak key, as long as the data key                         [string]
  --tweak    The 16-byte initial value in hex                           [string]
  --data     16, 32, 48 or 64 bytes in hex                              [string]
  --batch    Read data units as JSON lines from standard input
`,
    );
  });
});
