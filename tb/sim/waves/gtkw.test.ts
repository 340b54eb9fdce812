import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DesignError } from "../../../sim/netlist/error.ts";
import { renderSaveFile, writeSaveFile } from "../../../sim/waves/gtkw.ts";
import type { SaveFile } from "../../../sim/waves/save-file.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

/** A finished dump of a bit, a word, a signed word, enumerations of 1 and 5 bits, and a lane. */
function dumped(steps = 1): VcdWriter {
  const sketch = new WaveSketch();
  const op = sketch.enumeration("Op", 1, "ENC", "DEC");
  const state = sketch.enumeration("State", 5, "IDLE", "RUN");
  const bus = sketch.scope("bus", "bundle");
  const clk = sketch.signal("clk", 1, { kind: "clock" });
  sketch.signal("data", 8, { scope: bus });
  sketch.signal("delta", 4, { scope: bus });
  sketch.signal("op", 1, { enumeration: op });
  sketch.signal("state", 5, { enumeration: state });
  const netlist = sketch.finish();
  const values = new FakeState(netlist);
  const writer = new VcdWriter(netlist, values, new MemorySink());
  writer.lane("txn", "top.bus");
  for (let step = 0; step < steps; step++) {
    values.set(clk, step % 2 ? "1" : "0");
    writer.dump(500 * step);
  }
  writer.finish(500 * steps);
  return writer;
}

/** The lines between the settings and the end. */
const rows = (save: SaveFile): string[] => {
  const lines = renderSaveFile("a.vcd", dumped(), save).text.split("\n");
  return lines.slice(lines.indexOf("[sst_vpaned_height] 300") + 1, lines.indexOf("[pattern_trace] 1"));
};

describe("save files", () => {
  it("name the dump, themselves, the window, and nothing of the machine", () => {
    const save = { groups: [], window: { from: 1000, to: 1880 } };
    expect(renderSaveFile("run.vcd", dumped(), save).text).to.equal(
      [
        "[*] written by Cipherline",
        '[dumpfile] "run.vcd"',
        '[savefile] "run.gtkw"',
        "[timestart] 1000",
        "[size] 1440 860",
        "[pos] -1 -1",
        `*-7.643856 -1${" -1".repeat(26)}`,
        "[treeopen] top.",
        "[sst_width] 180",
        "[signals_width] 260",
        "[sst_expanded] 1",
        "[sst_vpaned_height] 300",
        "[pattern_trace] 1",
        "[pattern_trace] 0",
        "",
      ].join("\n"),
    );
  });

  it("give each trace its exact name, its range, and the radix of its kind", () => {
    const traces = [
      { path: "top.clk" },
      { path: "top.bus.data" },
      { path: "top.bus.txn" },
      { path: "top.state" },
    ];
    expect(rows({ groups: [{ title: "all", open: true, traces }] })).to.deep.equal([
      ...["@800200", "-all", "@28", "top.clk", "@22", "top.bus.data[7:0]", "@2", "top.bus.txn"],
      ...["@2022", "^1 a.gtkw.d/State.filter", "top.state[4:0]", "@1000200", "-all"],
    ]);
  });

  it("take radix, alias and colour from the layout, the colour of the group where a trace has none", () => {
    const traces = [
      { path: "top.bus.data", radix: "decimal", alias: "the data" },
      { path: "top.bus.delta", radix: "signed", colour: "red" },
      { path: "top.state", radix: "binary", colour: "normal" },
    ] as const;
    expect(rows({ groups: [{ title: "g", colour: "yellow", traces }] })).to.deep.equal([
      ...["@c00200", "-g", "@24", "[color] 3", "+{the data} top.bus.data[7:0]"],
      ...["@424", "[color] 1", "top.bus.delta[3:0]", "@28", "top.state[4:0]", "@1401200", "-g"],
    ]);
  });

  it("make an enumeration of one bit a group of one, which GTKWave writes by name", () => {
    expect(rows({ groups: [{ title: "g", open: true, traces: [{ path: "top.op" }] }] })).to.deep.equal([
      ...["@800200", "-g", "@2022", "^1 a.gtkw.d/Op.filter", "#{top.op} top.op", "@1000200", "-g"],
    ]);
  });

  it("nest groups, a folded one in an open one", () => {
    const inner = { title: "in", traces: [{ path: "top.bus.data" }] };
    const outer = { title: "out", open: true, traces: [{ path: "top.clk" }], groups: [inner, inner] };
    const folded = ["@c00200", "-in", "@22", "top.bus.data[7:0]", "@1401200", "-in"];
    expect(rows({ groups: [outer] })).to.deep.equal([
      ...["@800200", "-out", "@28", "top.clk", ...folded, ...folded, "@1000200", "-out"],
    ]);
  });

  it("show all that a pattern or a scope holds", () => {
    const names = (path: string) =>
      rows({ groups: [{ title: "g", traces: [{ path }] }] }).filter((line) => line.startsWith("top."));
    expect(names("top.bus")).to.deep.equal(["top.bus.data[7:0]", "top.bus.delta[3:0]", "top.bus.txn"]);
    expect(names("**.d*")).to.deep.equal(["top.bus.data[7:0]", "top.bus.delta[3:0]"]);
  });

  it("write the values of an enumeration as GTKWave shows them", () => {
    const traces = [{ path: "top.state" }, { path: "top.op" }];
    const { filters } = renderSaveFile("a.vcd", dumped(), { groups: [{ title: "g", traces }] });
    expect([...filters]).to.deep.equal([
      ["State.filter", "00 IDLE\n01 RUN\n"],
      ["Op.filter", "0 ENC\n1 DEC\n"],
    ]);
  });

  it("keep enumerations of one name apart where their members differ", () => {
    const sketch = new WaveSketch();
    for (const [i, member] of ["A", "B", "A"].entries()) {
      sketch.signal(`s${i}`, 2, { enumeration: sketch.enumeration("state", 2, member) });
    }
    const netlist = sketch.finish();
    const writer = new VcdWriter(netlist, new FakeState(netlist), new MemorySink());
    writer.finish(0);
    const { text, filters } = renderSaveFile("a.vcd", writer, {
      groups: [{ title: "g", traces: [{ path: "top" }] }],
    });
    expect([...filters]).to.deep.equal([
      ["state.filter", "0 A\n"],
      ["state_2.filter", "0 B\n"],
    ]);
    expect(text.match(/\/state.*/g)).to.deep.equal(["/state.filter", "/state_2.filter", "/state.filter"]);
  });

  it("place markers by name, the first under the cursor, and begin the window shortly before it", () => {
    const markers = [
      { time: 20_000, name: "first request" },
      { time: 30_000, name: "first line out" },
    ];
    const lines = renderSaveFile("a.vcd", dumped(400), { groups: [], markers }).text.split("\n");
    expect(lines).to.include.members([
      "[timestart] 19000",
      `*-11.828281 20000 20000 30000${" -1".repeat(24)}`,
      "[markername_long] A first request",
      "[markername_long] B first line out",
    ]);
  });

  it("begin the window shortly before a lane first has text where there are no markers", () => {
    const sketch = new WaveSketch();
    const clk = sketch.signal("clk", 1);
    const netlist = sketch.finish();
    const values = new FakeState(netlist);
    const writer = new VcdWriter(netlist, values, new MemorySink());
    const lane = writer.lane("txn", "top");
    for (let step = 0; step < 100; step++) {
      values.set(clk, step % 2 ? "1" : "0");
      if (step === 50) lane.set("RD");
      writer.dump(500 * step);
    }
    writer.finish(50_000);
    expect(writer.active).to.equal(25_000);
    expect(renderSaveFile("a.vcd", writer, { groups: [] }).text).to.contain("\n[timestart] 24000\n");
  });

  it("refuse what GTKWave would leave out without a word", () => {
    const show = (path: string, radix?: "enum") =>
      rows({ groups: [{ title: "g", traces: [radix ? { path, radix } : { path }] }] });
    expect(() => show("top.nothing")).to.throw(
      DesignError,
      "WAVE: the save file shows top.nothing, which the wave file does not hold\n" +
        "  fix: name a signal, lane or scope that is written, or let the selection include it",
    );
    expect(() => show("top.clk", "enum")).to.throw(
      DesignError,
      "WAVE: the save file shows top.clk by names, but it is not of an enumeration\n" +
        "  fix: choose another radix, or declare the signal with the enumeration",
    );
    const markers = Array.from({ length: 27 }, (_, time) => ({ time, name: "m" }));
    expect(() => renderSaveFile("a.vcd", dumped(), { groups: [], markers })).to.throw(
      DesignError,
      "WAVE: the save file has 27 markers, and GTKWave has 26\n  fix: leave some out",
    );
  });

  describe("on disk", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "waves-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("lie beside the dump, filters in a folder of their own", () => {
      expect(writeSaveFile(join(folder, "run.vcd"), dumped())).to.equal(join(folder, "run.gtkw"));
      expect(readdirSync(folder).sort()).to.deep.equal(["run.gtkw", "run.gtkw.d"]);
      expect(readFileSync(join(folder, "run.gtkw.d", "Op.filter"), "utf8")).to.equal("0 ENC\n1 DEC\n");
    });

    it("are an error where they cannot be written", () => {
      expect(() => writeSaveFile(join(folder, "no", "run.vcd"), dumped())).to.throw(
        DesignError,
        `WAVE: ${folder}/no/run.gtkw cannot be written: there is no such folder (ENOENT)`,
      );
    });
  });
});
