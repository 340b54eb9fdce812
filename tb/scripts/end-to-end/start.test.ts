import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readVcdText } from "../../host/vcd-text.ts";
import { type GtkWaveView, missingTools, openInGtkWave, traceNames } from "../../sim/waves/gtkwave.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

const packageFile = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
const missing = missingTools();
const without = `without ${missing.join(", ")}: install the Debian packages gtkwave, xvfb and xauth`;

describe("npm start", () => {
  const folder = scratchFolder();
  const vcd = folder.at("waves/out/run.vcd");
  let end: Ended;
  before(async () => {
    expect(JSON.parse(packageFile).scripts.start).to.equal("node bin/cipherline.js run");
    end = await cipherline(["run"], folder.path);
  });

  it("plays the built-in trace and finds every line as it should be", () => {
    const { exitCode, stdout, stderr } = end;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout).to.match(/│ lines read +│ +4,708 │\n│ lines written +│ +831 │/);
    expect(stdout).to.match(/│ verified +│ +5,539 │\n│ mismatches +│ +0 │/);
    expect(stdout).to.match(/│ read +│ +23 │ +23 │ +23 │ +23 │\n│ write +│ +23 │ +23 │ +23 │ +23 │/);
  });

  it("gives the figures that docs/command-line.md shows", () => {
    const page = readFileSync(new URL("../../../docs/command-line.md", import.meta.url), "utf8");
    const shown = JSON.parse(/```json\n([^`]*)```/.exec(page)![1]);
    const figure = (name: string) =>
      Number(new RegExp(`│ ${name} +│ +([\\d,.]+)`).exec(end.stdout)![1].replace(",", ""));
    expect(shown.cycles).to.equal(figure("cycles"));
    expect(shown.timePs).to.equal(1000 * figure("simulated time"));
    expect(shown.linesPerCycle).to.be.closeTo(figure("lines a cycle"), 0.005);
    expect([shown.reads, shown.writes, shown.verified, shown.mismatches]).to.deep.equal([4708, 831, 5539, 0]);
  });

  it("ends with the command that replays it and the one that opens its waves", () => {
    expect(end.stdout.split("\n").slice(-3)).to.deep.equal([
      "Again:  npx cipherline run --seed 1 --engine event --wave waves/out/run.vcd --report text",
      "Waves:  gtkwave waves/out/run.gtkw",
      "",
    ]);
  });

  it("writes the waves of the whole run", () => {
    const cycles = /│ simulated time │ +([\d,]+) ns │/.exec(end.stdout)![1];
    expect(readVcdText(readFileSync(vcd, "latin1")).time).to.equal(1000 * Number(cycles.replace(",", "")));
  });

  describe(missing.length > 0 ? `in GTKWave (skipped ${without})` : "in GTKWave", () => {
    const save = "waves/out/run.gtkw";
    let view: GtkWaveView;
    before(function () {
      if (missing.length > 0) {
        if (process.env.CI) throw new Error(`the tests with GTKWave cannot run ${without}`);
        this.skip();
      }
      const from = Number(/^\[timestart\] (\d+)$/m.exec(readFileSync(folder.at(save), "utf8"))?.[1]);
      const times = [from + 2_200, from + 25_200]; // the first write waits; it leaves
      view = openInGtkWave({ save }, { folder: folder.path, times });
    });

    it("has every trace of its save file, of open groups and of folded ones, and no complaint", () => {
      const named = traceNames(join(folder.path, save));
      const held = new Set(view.names.map((name) => name.replace(/\[\d+:\d+\]$/, "")));
      expect(named.filter((name) => !held.has(name.replace(/\[\d+:\d+\]$/, "")))).to.deep.equal([]);
      expect(view.shown).to.deep.equal(named);
      expect(view.output).not.to.match(/backtracking|unknown|dropp|warn|error|malformed|not found/i);
    });

    it("shows lines as diagonals of their names through the stages", () => {
      const [waits, leaves] = [...view.values.values()];
      expect(waits).to.include("waiting line=W0_1fff000c80");
      expect(leaves.filter((row) => /=W0$/.test(row))).to.deep.equal(["unmask=W0"]);
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
    expect(help[0]).to.include(
      "\n  cipherline run  Play a memory trace through the line cipher and check it\n",
    );
    expect(help[0]).to.include("\n  cipherline xts  Encrypt or decrypt data units in the line cipher\n");
  });

  const options = [
    "--trace Memory trace, plain or gzip (default: a built-in one) [string]",
    "--format Its format: auto, cipherline, ramulator, dramsim3, lackey [string] [default: auto]",
    "--lines Play no more than this many lines [string]",
    "--seed Gives the keys and the data that the trace lacks [string] [default: 1]",
    "--engine Simulation engine: event [string] [default: event]",
    '--wave VCD file, or "none" [string] [default: waves/out/run.vcd]',
    "--report Report for people or machines: text, json [string] [default: text]",
    "--reveal-secrets Show keys and cipher states in the waves",
  ];
  it("says of run what each option takes and what it is without", () => {
    const text = help[1].replaceAll(/\s+/g, " ");
    for (const option of options) expect(`${text} `).to.include(` ${option} `);
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
