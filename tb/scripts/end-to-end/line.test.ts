import { readFileSync } from "node:fs";
import { expect } from "chai";
import { readVcdText } from "../../host/vcd-text.ts";
import { type GtkWaveView, openInGtkWave } from "../../sim/waves/gtkwave.ts";
import { expectAllTraces, IN_GTKWAVE, needGtkWave } from "./gtkwave-view.ts";
import { cipherline, type Ended, scratchFolder } from "./process.ts";

describe("a run of the line cipher alone, with the real hardware", () => {
  const folder = scratchFolder();
  const vcd = folder.at("waves/out/run.vcd");
  let end: Ended;
  before(async () => {
    end = await cipherline(["run", "--mode", "line"], folder.path);
  });

  it("plays the built-in trace and finds every line as it should be", () => {
    const { exitCode, stdout, stderr } = end;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout).to.match(/│ lines read +│ +4,707 │\n│ lines written +│ +831 │/);
    expect(stdout).to.match(/│ verified +│ +5,538 │\n│ mismatches +│ +0 │/);
    expect(stdout).to.match(/│ read +│ +23 │ +23 │ +23 │ +23 │\n│ write +│ +23 │ +23 │ +23 │ +23 │/);
  });

  it("gives the figures that docs/line-cipher.md shows", () => {
    const page = readFileSync(new URL("../../../docs/line-cipher.md", import.meta.url), "utf8");
    const shown = JSON.parse(/```json\n([^`]*)```/.exec(page)![1]);
    const figure = (name: string) =>
      Number(new RegExp(`│ ${name} +│ +([\\d,.]+)`).exec(end.stdout)![1].replace(",", ""));
    expect(shown.cycles).to.equal(figure("cycles"));
    expect(shown.timePs).to.equal(1000 * figure("simulated time"));
    expect(shown.linesPerCycle).to.be.closeTo(figure("lines a cycle"), 0.005);
    expect([shown.reads, shown.writes, shown.verified, shown.mismatches]).to.deep.equal([4707, 831, 5538, 0]);
  });

  it("ends with the command that replays it and the one that opens its waves", () => {
    expect(end.stdout.split("\n").slice(-3)).to.deep.equal([
      "Again:  npx cipherline run --mode line --seed 1 --engine event --wave waves/out/run.vcd --report text",
      "Waves:  gtkwave waves/out/run.gtkw",
      "",
    ]);
  });

  it("writes the waves of the whole run", () => {
    const cycles = /│ simulated time │ +([\d,]+) ns │/.exec(end.stdout)![1];
    expect(readVcdText(readFileSync(vcd, "latin1")).time).to.equal(1000 * Number(cycles.replace(",", "")));
  });

  describe(IN_GTKWAVE, () => {
    const save = "waves/out/run.gtkw";
    let view: GtkWaveView;
    before(function () {
      needGtkWave(this);
      const from = Number(/^\[timestart\] (\d+)$/m.exec(readFileSync(folder.at(save), "utf8"))?.[1]);
      const times = [from + 2_200, from + 25_200]; // the first write waits; it leaves
      view = openInGtkWave({ save }, { folder: folder.path, times });
    });

    it("has every trace of its save file, of open groups and of folded ones, and no complaint", () =>
      expectAllTraces(view, folder.path, save));

    it("shows lines as diagonals of their names through the stages", () => {
      const [waits, leaves] = [...view.values.values()];
      expect(waits).to.include("waiting line=W0_1fff000c80");
      expect(leaves.filter((row) => /=W0$/.test(row))).to.deep.equal(["unmask=W0"]);
    });
  });
});
