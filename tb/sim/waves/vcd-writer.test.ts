import { expect } from "chai";
import { DesignError } from "../../../sim/netlist/error.ts";
import { FileSink } from "../../../sim/waves/file-sink.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { type VcdOptions, VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

/** A clock, a bundle with a byte in it, and a stage inside an instance. */
function setUp(options: VcdOptions = {}) {
  const sketch = new WaveSketch();
  const bus = sketch.scope("bus", "bundle");
  const core = sketch.scope("core", "module");
  const stage = sketch.scope("mix", "stage", core);
  const clk = sketch.signal("clk", 1, { kind: "clock" });
  const data = sketch.signal("data", 8, { scope: bus, kind: "input" });
  const state = sketch.signal("state", 40, { scope: stage, kind: "register" });
  const netlist = sketch.finish();
  const values = new FakeState(netlist);
  const sink = new MemorySink();
  return { clk, data, state, netlist, values, sink, writer: new VcdWriter(netlist, values, sink, options) };
}

/** The lines behind the header. */
const body = (sink: MemorySink): string[] => sink.text().split("$enddefinitions $end\n")[1].split("\n");

describe("VCD writer", () => {
  it("writes scopes, declarations, the first values, the changes and the last time", () => {
    const { clk, data, state, values, sink, writer } = setUp({ comment: "a test" });
    values.set(state, "x".repeat(40));
    writer.dump(0);
    values.set(clk, "1");
    values.set(data, "00010110");
    writer.dump(500);
    values.set(state, `${"0".repeat(35)}10110`);
    writer.dump(1000);
    writer.finish(2000);
    expect(sink.text()).to.equal(
      [
        "$version Cipherline $end",
        "$timescale 1 ps $end",
        "$comment a test $end",
        "$scope module top $end",
        "$var wire 1 ! clk $end",
        "$scope struct bus $end",
        '$var wire 8 " data [7:0] $end',
        "$upscope $end",
        "$scope module core $end",
        "$scope begin mix $end",
        "$var reg 40 # state [39:0] $end",
        "$upscope $end",
        "$upscope $end",
        "$upscope $end",
        "$enddefinitions $end",
        "#0",
        "$dumpvars",
        "0!",
        'b0 "',
        `b${"x".repeat(40)} #`,
        "$end",
        "#500",
        "1!",
        'b10110 "',
        "#1000",
        "b10110 #",
        "#2000",
        "",
      ].join("\n"),
    );
  });

  it("writes values with x or z at full width", () => {
    const { clk, data, values, sink, writer } = setUp();
    writer.dump(0);
    values.set(clk, "z");
    values.set(data, "00x1zz01");
    writer.dump(10);
    values.set(clk, "x");
    values.set(data, "zzzzzzzz");
    writer.dump(20);
    writer.finish(20);
    expect(body(sink).slice(6)).to.deep.equal(["#10", "z!", 'b00x1zz01 "', "#20", "x!", 'bzzzzzzzz "', ""]);
  });

  it("writes no time at which nothing differs", () => {
    const { clk, values, sink, writer } = setUp();
    writer.dump(0);
    values.set(clk, "1");
    values.set(clk, "0");
    writer.dump(5);
    writer.finish(5);
    expect(body(sink).slice(6)).to.deep.equal(["#5", ""]);
    expect(writer.steps).to.equal(1);
  });

  it("ends with the time of the last change where the run ends there", () => {
    const { clk, values, sink, writer } = setUp();
    writer.dump(0);
    values.set(clk, "1");
    writer.dump(5);
    writer.finish(5);
    expect(body(sink).slice(6)).to.deep.equal(["#5", "1!", ""]);
  });

  it("refuses a time that is not later", () => {
    const { writer, clk, values } = setUp();
    writer.dump(10);
    values.set(clk, "1");
    expect(() => writer.dump(10)).to.throw("dump at 10 ps, after 10 ps");
  });

  it("gives signals that always agree one code", () => {
    const sketch = new WaveSketch();
    const node = sketch.signal("a", 4);
    sketch.signal("same", 4, { node });
    sketch.signal("wired", 4, { node: sketch.builder.node("wire", 4, 1, [node], undefined) });
    sketch.signal("other", 4);
    const netlist = sketch.finish();
    const writer = new VcdWriter(netlist, new FakeState(netlist), new MemorySink());
    expect(writer.variables.map(({ name, code }) => name + code)).to.deep.equal([
      "a!",
      "same!",
      "wired!",
      'other"',
    ]);
  });

  it("holds only the selected signals and the scopes around them", () => {
    const { sink, writer } = setUp({ include: ["**.state"] });
    writer.finish(0);
    expect(sink.text()).to.contain(
      "$scope module top $end\n$scope module core $end\n$scope begin mix $end\n$var reg 40 ! state [39:0] $end\n",
    );
    expect(sink.text()).not.to.contain("clk");
  });

  it("writes one block after another without losing a byte", () => {
    const { clk, values, sink, writer } = setUp({ include: ["**.clk"] });
    const ticks = 200_000;
    for (let time = 0; time < ticks; time++) {
      values.set(clk, time % 2 ? "1" : "0");
      writer.dump(time);
    }
    writer.finish(ticks);
    const lines = ["#0", "$dumpvars", "0!", "$end"];
    for (let time = 1; time < ticks; time++) lines.push(`#${time}`, `${time % 2}!`);
    expect(body(sink).join("\n") === `${[...lines, `#${ticks}`].join("\n")}\n`).to.equal(true);
    expect(writer.bytesWritten)
      .to.equal(sink.text().length)
      .and.greaterThan(1 << 20);
  });

  describe("in a window", () => {
    it("begins with the values at the first time in it and ends with the window", () => {
      const { clk, values, sink, writer } = setUp({ include: ["**.clk"], start: 20, stop: 40 });
      for (let time = 0; time <= 70; time += 10) {
        values.set(clk, time % 20 ? "1" : "0");
        writer.dump(time);
      }
      writer.finish(70);
      expect(body(sink)).to.deep.equal(["#20", "$dumpvars", "0!", "$end", "#30", "1!", "#40", "0!", ""]);
    });

    it("keeps the last value up to the end of the window", () => {
      const { sink, writer } = setUp({ include: ["**.clk"], start: 5, stop: 45 });
      writer.dump(10);
      writer.finish(70);
      expect(body(sink)).to.deep.equal(["#10", "$dumpvars", "0!", "$end", "#45", ""]);
    });

    it("leaves the last state where the run never came to it", () => {
      const { sink, writer } = setUp({ include: ["**.clk"], start: 500 });
      writer.dump(10);
      writer.finish(70);
      expect(body(sink)).to.deep.equal(["#70", "$dumpvars", "0!", "$end", ""]);
    });

    it("that ends before it starts is an error", () => {
      expect(() => setUp({ start: 40, stop: 20 })).to.throw(
        DesignError,
        "WAVE: the window of the wave file starts at 40 ps and stops at 20 ps\n" +
          "  fix: let it stop where it starts, or later",
      );
    });
  });

  describe("of secrets", () => {
    const secretive = (options: VcdOptions) => {
      const sketch = new WaveSketch();
      const key = sketch.signal("key", 4, { secret: true });
      const bit = sketch.signal("bit", 1, { secret: true });
      sketch.signal("copy", 4, { node: sketch.builder.node("wire", 4, 1, [key], undefined) });
      const open = sketch.signal("open", 4);
      const netlist = sketch.finish();
      const values = new FakeState(netlist);
      const sink = new MemorySink();
      const writer = new VcdWriter(netlist, values, sink, options);
      values.set(key, "1010");
      writer.dump(0);
      values.set(key, "1100");
      values.set(bit, "1");
      writer.dump(10);
      values.set(open, "0001");
      writer.dump(20);
      writer.finish(20);
      return body(sink);
    };

    it("shows x throughout, under every name that has the value", () => {
      expect(secretive({})).to.deep.equal([
        "#0",
        "$dumpvars",
        "bxxxx !",
        'x"',
        "b0 #",
        "$end",
        "#20",
        "b1 #",
        "",
      ]);
    });

    it("masks a plain name of a secret value even where the secret name is not selected", () => {
      expect(secretive({ include: ["top.copy"] })).to.deep.equal([
        "#0",
        "$dumpvars",
        "bxxxx !",
        "$end",
        "#20",
        "",
      ]);
    });

    it("shows the values where the user asks for them", () => {
      expect(secretive({ revealSecrets: true })).to.contain("b1100 !");
    });
  });

  describe("with string lanes", () => {
    it("writes the text from the time on at which it was set, blanks as _", () => {
      const { sink, writer } = setUp({ include: ["**.clk"] });
      const lane = writer.lane("txn", "top.core.mix");
      writer.dump(0);
      lane.set("RD 1140\té");
      writer.dump(10);
      lane.set("RD 1140\té");
      writer.dump(20);
      lane.set("");
      writer.dump(30);
      writer.finish(40);
      expect(sink.text()).to.contain('$scope begin mix $end\n$var string 1 " txn $end\n');
      expect(body(sink)).to.deep.equal([
        ...["#0", "$dumpvars", "0!", 's "', "$end", "#10", 'sRD_1140__ "', "#30", 's "', "#40", ""],
      ]);
    });

    it("writes a colour before the text, as GTKWave wants it", () => {
      const { sink, writer } = setUp({ include: ["**.clk"] });
      const lane = writer.lane("txn", "top");
      lane.set("RD 1", "steelblue");
      writer.finish(0);
      expect(sink.text()).to.contain('\ns?steelblue?RD_1 "\n');
    });

    it("writes none in a file for strict readers", () => {
      const { sink, writer } = setUp({ strings: false });
      writer.lane("txn", "top").set("RD");
      writer.finish(0);
      expect(sink.text()).not.to.contain("txn");
      expect(writer.variables.map(({ name }) => name)).to.deep.equal(["clk", "data", "state"]);
    });

    it("refuses a scope that is not there", () => {
      expect(() => setUp().writer.lane("txn", "top.cora")).to.throw(
        DesignError,
        "WAVE: the lane txn is for the scope top.cora, which top does not have\n" +
          "  fix: give the path of a module, bundle or stage from the top",
      );
    });

    it("refuses a name that the scope has, and what is no name", () => {
      const { writer } = setUp();
      for (const [name, scope] of [
        ["data", "top.bus"],
        ["a b", "top"],
      ]) {
        expect(() => writer.lane(name, scope)).to.throw(
          DesignError,
          `NAME: ${scope}.${name} cannot be the name of a lane, or is a name already\n` +
            "  fix: use letters, digits and _, and a name that no signal of the scope has",
        );
      }
    });

    it("refuses a lane after the first dump", () => {
      const { writer } = setUp();
      writer.dump(0);
      expect(() => writer.lane("txn", "top")).to.throw("lane txn is added after the first dump");
    });
  });

  it("passes on what the sink says, at the end at the latest, and again if asked again", () => {
    const { netlist, values } = setUp();
    const writer = new VcdWriter(netlist, values, new FileSink("/dev/full"));
    writer.dump(0);
    for (let time = 10; time < 30; time += 10) {
      expect(() => writer.finish(time)).to.throw(DesignError, "WAVE: /dev/full is cut after 0 bytes");
    }
  });

  it("is finished once: more calls change nothing", () => {
    const { sink, writer } = setUp();
    writer.finish(10);
    const text = sink.text();
    writer.finish(20);
    expect(sink.text()).to.equal(text);
  });
});
