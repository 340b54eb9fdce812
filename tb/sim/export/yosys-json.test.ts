import { expect } from "chai";
import type { PortRecording } from "../../../sim/export/port-recording.ts";
import { yosysJson } from "../../../sim/export/yosys-json.ts";
import {
  asVec,
  cat,
  clockDomain,
  clocked,
  elaborate,
  fsm,
  In,
  instances,
  type Module,
  module,
  Out,
  regs,
  rom,
  u,
  when,
} from "../../../sim/hdl/index.ts";
import { icarus } from "../../cosim/icarus.ts";
import { describeVerdict, replay } from "../../cosim/replay.ts";
import { RUNS } from "../../cosim/runs.ts";
import { throughYosys } from "../../cosim/through-yosys.ts";
import { describeWith } from "../../cosim/tools.ts";
import { played } from "./played.ts";
import { Clocks, Lanes, Stores, Words } from "./simulated-designs.ts";

interface Cell {
  readonly type: string;
  readonly parameters: Record<string, string>;
  readonly attributes: Record<string, string>;
  readonly connections: Record<string, unknown[]>;
}

interface Parsed {
  readonly modules: Record<
    string,
    {
      readonly attributes: Record<string, string>;
      readonly ports: Record<string, { readonly bits: unknown[] }>;
      readonly cells: Record<string, Cell>;
      readonly netnames: Record<string, { readonly attributes: Record<string, string> }>;
    }
  >;
}

const exported = (top: Module): Parsed =>
  JSON.parse(yosysJson(elaborate(top as Module<never>).netlist).file.text);
const Counter = module("Counter", { en: In(1), value: Out(4) }, ({ en, value }) => {
  const { count } = regs({ count: u(4).init(9) });
  when(en, () => {
    count.next = count.add(1);
  });
  value.drive(count);
});

/** A cell's parameters as numbers, in a list. */
const numbers = (parameters: Record<string, string>): Record<string, number> =>
  Object.fromEntries(Object.entries(parameters).map(([name, bits]) => [name, Number.parseInt(bits, 2)]));

describe("a design as Yosys' JSON", () => {
  it("is a line a port, a cell and a name", () => {
    const { top, file, ports } = yosysJson(elaborate(Counter).netlist);
    expect(top).to.equal("Counter");
    expect(file.name).to.equal("Counter.json");
    expect(ports.map(({ name, direction, width, kind }) => [name, direction, width, kind])).to.deep.equal([
      ["clk", "input", 1, "clock"],
      ["rst", "input", 1, "reset"],
      ["en", "input", 1, "data"],
      ["value", "output", 4, "data"],
    ]);
    const short = file.text
      .replaceAll(/tb\/sim\/export\/yosys-json.test.ts:(\d+)/g, "PLACE")
      .replaceAll(/"0{24,31}([01]+)"/g, '"0..$1"');
    expect(short.split("\n")).to.deep.equal([
      "{",
      '"creator": "Cipherline",',
      '"modules": {',
      '"Counter": {',
      '"attributes": {"src":"PLACE","top":"0..1"},',
      '"ports": {',
      '"clk": {"direction":"input","bits":[2]},',
      '"rst": {"direction":"input","bits":[3]},',
      '"en": {"direction":"input","bits":[4]},',
      '"value": {"direction":"output","bits":[5,6,7,8]}',
      "},",
      '"cells": {',
      '"$add$PLACE$1": {"hide_name":1,"type":"$add",' +
        '"parameters":{"A_SIGNED":"0..0","A_WIDTH":"0..100","B_SIGNED":"0..0","B_WIDTH":"0..100","Y_WIDTH":"0..100"},' +
        '"attributes":{"src":"PLACE"},"port_directions":{"A":"input","B":"input","Y":"output"},' +
        '"connections":{"A":[5,6,7,8],"B":["1","0","0","0"],"Y":[9,10,11,12]}},',
      '"$sdffe$PLACE$2": {"hide_name":1,"type":"$sdffe",' +
        '"parameters":{"WIDTH":"0..100","CLK_POLARITY":"1","SRST_POLARITY":"1","SRST_VALUE":"1001","EN_POLARITY":"1"},' +
        '"attributes":{"src":"PLACE"},' +
        '"port_directions":{"CLK":"input","SRST":"input","EN":"input","D":"input","Q":"output"},' +
        '"connections":{"CLK":[2],"SRST":[3],"EN":[4],"D":[9,10,11,12],"Q":[5,6,7,8]}}',
      "},",
      '"netnames": {',
      '"clk": {"hide_name":0,"bits":[2],"attributes":{"src":"PLACE"}},',
      '"rst": {"hide_name":0,"bits":[3],"attributes":{"src":"PLACE"}},',
      '"en": {"hide_name":0,"bits":[4],"attributes":{"src":"PLACE"}},',
      '"value": {"hide_name":0,"bits":[5,6,7,8],"attributes":{"src":"PLACE"}},',
      '"count": {"hide_name":0,"bits":[5,6,7,8],"attributes":{"src":"PLACE"}},',
      '"$add$PLACE$1_Y": {"hide_name":1,"bits":[9,10,11,12],"attributes":{}}',
      "}",
      "}",
      "}",
      "}",
      "",
    ]);
  });

  it("is the same text each time", () => {
    const { netlist } = elaborate(Lanes);
    expect(yosysJson(netlist).file.text).to.equal(yosysJson(netlist).file.text);
  });

  it("has a module a module of the design, once for instances that are alike", () => {
    const Pair = module("Pair", { en: In(1), sum: Out(4) }, ({ en, sum }) => {
      const { one, two } = instances({ one: Counter, two: Counter });
      one.en.drive(en);
      two.en.drive(en.not());
      sum.drive(one.value.add(two.value));
    });
    const { modules } = exported(Pair);
    expect(Object.keys(modules)).to.deep.equal(["Counter", "Pair"]);
    expect(modules.Pair.cells.one.type).to.equal("Counter");
    expect(modules.Pair.cells.two.type).to.equal("Counter");
    expect(modules.Pair.cells.two.connections.value).to.have.length(4);
    expect(modules.Pair.attributes.top).to.equal("1".padStart(32, "0"));
    expect(modules.Counter.attributes).not.to.have.property("top");
  });

  it("has the place of each cell", () => {
    const { cells } = exported(Counter).modules.Counter;
    const places = Object.values(cells).map(({ attributes }) => attributes.src);
    expect(places).to.have.length(2);
    for (const place of places) expect(place).to.match(/^tb\/sim\/export\/yosys-json\.test\.ts:\d+$/);
  });

  it("has the flip-flop of Yosys' library that each register is", () => {
    const Flops = module("Flops", { en: In(1), d: In(2), q: Out(2) }, ({ en, d, q }) => {
      const { plain, kept } = regs({ plain: u(2), kept: u(2).init(1) });
      plain.next = d;
      when(en, () => {
        kept.next = plain;
      });
      const low = clockDomain("low", { edge: "fall", reset: "async", active: "low" });
      const { held, slow } = clocked(low, () => regs({ held: u(2).init(2), slow: u(2) }));
      held.next = d;
      when(en, () => {
        slow.next = held;
      });
      q.drive(kept.xor(plain));
    });
    const cells = Object.values(exported(Flops).modules.Flops.cells).filter(({ type }) =>
      type.includes("dff"),
    );
    expect(cells.map(({ type, parameters }) => [type, numbers(parameters)])).to.deep.equal([
      ["$dff", { WIDTH: 2, CLK_POLARITY: 1 }],
      ["$sdffe", { WIDTH: 2, CLK_POLARITY: 1, SRST_POLARITY: 1, SRST_VALUE: 1, EN_POLARITY: 1 }],
      ["$adff", { WIDTH: 2, CLK_POLARITY: 0, ARST_POLARITY: 0, ARST_VALUE: 2 }],
      ["$dffe", { WIDTH: 2, CLK_POLARITY: 0, EN_POLARITY: 1 }],
    ]);
  });

  it("says where a register of a domain without reset begins", () => {
    const { netlist } = elaborate(Counter, { reset: "none" });
    const { cells, netnames } = JSON.parse(yosysJson(netlist).file.text).modules.Counter;
    expect(Object.keys(cells)[1]).to.match(/^\$dffe/);
    expect(netnames.count.attributes.init).to.equal("1001");
  });

  it("has no cell for views of bits, shifts by a constant among them", () => {
    const Views = module("Views", { a: In(8), q: Out(8), v: Out(8) }, ({ a, q, v }) => {
      q.drive(cat(a.at("3:0"), a.at("7:4")).shl(2));
      v.drive(asVec(a.sra(5), 2, 4).permute((lane) => 1 - lane).bits);
    });
    const { cells, ports } = exported(Views).modules.Views;
    expect(cells).to.deep.equal({});
    const a = ports.a.bits;
    expect(ports.q.bits).to.deep.equal(["0", "0", ...a.slice(4, 8), ...a.slice(0, 2)]);
    expect(ports.v.bits).to.deep.equal([a[7], a[7], a[7], a[7], a[5], a[6], a[7], a[7]]);
  });

  it("has a cell a lane where the lanes of an operator are apart, and one where they are not", () => {
    const squares = rom("squares", 8, [0, 1, 4, 9]);
    const Vectors = module("Vectors", { a: In(8), b: In(8), q: Out(32), s: Out(8) }, ({ a, b, q, s }) => {
      const pairs = asVec(a.xor(b), 4, 2);
      q.drive(pairs.map((pair) => pair.lookup(squares)).bits);
      s.drive(pairs.zip(asVec(b, 4, 2), (one, two) => one.add(two)).bits);
    });
    const { cells } = exported(Vectors).modules.Vectors;
    const types = Object.values(cells).map(({ type }) => type);
    expect(types.sort()).to.deep.equal([
      ...["$add", "$add", "$add", "$add"],
      ...["$mem_v2", "$mem_v2", "$mem_v2", "$mem_v2"],
      "$xor",
    ]);
    const { parameters } = cells.squares;
    expect(parameters.MEMID).to.equal("\\squares");
    expect(parameters.INIT).to.equal("00001001000001000000000100000000");
    expect(cells.squares_2.parameters.MEMID).to.equal("\\squares_2");
    expect(numbers({ WR: parameters.WR_PORTS, RD: parameters.RD_PORTS })).to.deep.equal({ WR: 0, RD: 1 });
  });

  it("has one cell a memory, with what each read sees of each write", () => {
    const { cells } = exported(Stores).modules.Stores;
    const masks = ({ parameters }: Cell) => [
      Number.parseInt(parameters.SIZE, 2),
      parameters.RD_CLK_ENABLE,
      parameters.RD_TRANSPARENCY_MASK,
      parameters.RD_COLLISION_X_MASK,
      parameters.WR_PRIORITY_MASK,
      parameters.INIT.length,
    ];
    // bank: reads old, new, combinational, one write. twin: a read in mode x, a combinational one, two writes.
    expect(masks(cells.bank)).to.deep.equal([6, "011", "010", "000", "0", 96]);
    expect(masks(cells.twin)).to.deep.equal([8, "01", "0000", "0011", "0100", 128]);
    expect(cells.bank.parameters.INIT.slice(0, 32)).to.equal(`${"x".repeat(16)}0001000100010001`);
    expect(cells.single.parameters.INIT).to.equal("1001");
  });

  it("makes a clock gate of a latch and an AND, and a divider of a counter and two latches", () => {
    const { cells } = exported(Clocks).modules.Clocks;
    const latches = Object.values(cells).filter(({ type }) => type === "$dlatch");
    // One gate, a divider by 2 and one by 4 of that.
    expect(latches.map(({ parameters }) => parameters.EN_POLARITY)).to.deep.equal(["0", "0", "1", "0", "1"]);
  });

  it("names the members of enumerations on the nets that carry them", () => {
    const Port = module("Port", { go: In(1), done: Out(1) }, ({ go, done }) => {
      const port = fsm("port", ["Idle", "Busy"], (to) => ({
        Idle: () => void when(go, () => to("Busy")),
        Busy: () => to("Idle"),
      }));
      done.drive(port.is("Idle"));
    });
    const { src, ...names } = exported(Port).modules.Port.netnames.port.attributes;
    expect(src).to.match(/yosys-json/);
    expect(names).to.deep.equal({ wiretype: "\\port", enum_value_0: "\\Idle", enum_value_1: "\\Busy" });
  });
});

describeWith(["yosys", "iverilog", "vvp"], "JSON netlists, read by Yosys and simulated in Icarus", () => {
  const verdictsOf = async (recordings: readonly PortRecording[]): Promise<string[]> => {
    const designs = await throughYosys(recordings.map(({ netlist }) => yosysJson(netlist)));
    const replays = recordings.map((recording, i) => ({ recording, design: designs[i] }));
    return (await replay(icarus, replays)).map(describeVerdict);
  };
  const equal = ({ netlist, steps }: PortRecording): string => `${netlist.name}: equal, ${steps} steps`;

  it("do what our kernel does", async () => {
    const recordings = [Clocks, Stores, Lanes, Words].map((top) => played(top, 300, false));
    expect(await verdictsOf(recordings)).to.deep.equal(recordings.map(equal));
  });

  it("do so for hardware of rtl/ with instances inside, two clocks, streams and registers", async () => {
    const small = RUNS.filter(({ name }) => /configuration|FIFO|store|slice|CPUID/.test(name));
    const recordings = small.map((run) => run.record(200));
    expect(recordings).to.have.length(5);
    expect(await verdictsOf(recordings)).to.deep.equal(recordings.map(equal));
  });
});
