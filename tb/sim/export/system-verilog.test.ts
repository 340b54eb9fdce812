import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { systemVerilog } from "../../../sim/export/system-verilog.ts";
import {
  type Bits,
  type ClockDomain,
  cat,
  clockDomain,
  clocked,
  elaborate,
  In,
  instances,
  type Module,
  module,
  Out,
  type Port,
  regs,
  u,
} from "../../../sim/hdl/index.ts";
import { Counter, Scale } from "./designs.ts";

describe("a design as SystemVerilog", () => {
  it("names the top, its ports and its files", () => {
    const { netlist } = elaborate(Counter(8));
    const { top, ports, files, filelist, renamed } = systemVerilog(netlist);
    expect(top).to.equal("Counter");
    expect(files.map(({ name }) => name)).to.deep.equal(["Counter.sv"]);
    expect(filelist).to.deep.equal({ name: "Counter.f", text: "Counter.sv\n" });
    expect(renamed).to.deep.equal([]);
    expect(ports.map(({ name, direction, width, kind }) => [name, direction, width, kind])).to.deep.equal([
      ["clk", "input", 1, "clock"],
      ["rst", "input", 1, "reset"],
      ["en", "input", 1, "data"],
      ["clear", "input", 1, "data"],
      ["value", "output", 8, "data"],
    ]);
    expect(ports.map(({ signal }) => netlist.signals[signal].name)).to.deep.equal(
      ports.map(({ name }) => name),
    );
  });

  it("renames keywords, and what is taken once bundles are flat, and says so", () => {
    const Names = module("Names", { always: In(1), up: { valid: In(1) }, q: Out(2) }, ({ always, up, q }) => {
      const { up_valid, register } = regs({ up_valid: u(1), register: u(1) });
      up_valid.next = up.valid;
      register.next = always;
      q.drive(cat(up_valid, register));
    });
    const { renamed, ports, files } = systemVerilog(elaborate(Names).netlist);
    expect(renamed).to.deep.equal([
      { from: "Names.always", to: "always_", why: "keyword" },
      { from: "Names.up_valid", to: "up_valid_2", why: "clash" },
    ]);
    expect(ports.map(({ name }) => name)).to.deep.equal(["clk", "rst", "always_", "up_valid", "q"]);
    expect(files[0].text)
      .to.contain("\n    register <= always_;\n")
      .and.contain("\n    up_valid_2 <= up_valid;\n");
  });

  it("gives modules of one name and other texts numbers, in files that differ on every file system", () => {
    const Leaf = (name: string, width: number) =>
      module(name, { d: In(u(width)), q: Out(u(width)) }, ({ d, q }) => q.drive(d.not()));
    const Leaves = module("Leaves", { d: In(8), q: Out(8) }, ({ d, q }) => {
      const made = instances({
        low: Leaf("Leaf", 4),
        high: Leaf("Leaf", 4),
        all: Leaf("Leaf", 8),
        two: Leaf("leaf", 2),
      });
      made.low.d.drive(d.slice(3, 0));
      made.high.d.drive(d.slice(7, 4));
      made.all.d.drive(d);
      made.two.d.drive(d.slice(1, 0));
      const both = cat(made.high.q, made.low.q);
      q.drive(both.xor(made.all.q).xor(made.two.q.zext(8)).as(8));
    });
    const { files, renamed } = systemVerilog(elaborate(Leaves).netlist);
    expect(files.map(({ name }) => name)).to.deep.equal(["Leaf.sv", "Leaf_2.sv", "leaf_3.sv", "Leaves.sv"]);
    const made = [...files[3].text.matchAll(/^ {2}(\w+ \w+) \($/gm)].map(([, instance]) => instance);
    expect(made).to.deep.equal(["Leaf low", "Leaf high", "Leaf_2 all", "leaf_3 two"]);
    expect(renamed).to.deep.equal([{ from: "leaf", to: "leaf_3", why: "case" }]);
  });

  it("renames modules that are keywords", () => {
    const Keyword = module("table", { d: In(1), q: Out(1) }, ({ d, q }) => q.drive(d));
    const { top, files, renamed } = systemVerilog(elaborate(Keyword).netlist);
    expect([top, files[0].name]).to.deep.equal(["table_", "table_.sv"]);
    expect(renamed).to.deep.equal([{ from: "table", to: "table_", why: "keyword" }]);
  });

  it("leaves outputs open that nothing reads, and says which inputs and bits are not read", () => {
    const Part = module("Part", { d: In(8), q: Out(4), rest: Out(3) }, ({ d, q, rest }) => {
      q.drive(d.at("3:0"));
      rest.drive(d.at("6:4"));
    });
    const Whole = module("Whole", { d: In(8), extra: In(1), q: Out(4) }, ({ d, q }) => {
      const { part } = instances({ part: Part });
      part.d.drive(d);
      q.drive(part.q);
    });
    const [part, whole] = systemVerilog(elaborate(Whole).netlist).files.map(({ text }) => text);
    expect(part).to.contain(
      "// Not read in this module, assertions aside: d[7].\n// verilator lint_off UNUSEDSIGNAL\n",
    );
    expect(whole).to.contain("// Not read in this module, assertions aside: clk, rst, extra.\n");
    expect(whole).to.contain("\n    .rest()\n").and.contain("// verilator lint_off PINCONNECTEMPTY\n");
  });

  it("brings a clock to the modules inside that it clocks, by a port that nobody declared", () => {
    const Slow = (slow: ClockDomain) =>
      module("Slow", { q: Out(4) }, ({ q }) => {
        const { count } = clocked(slow, () => regs({ count: u(4).init(0) }));
        count.next = count.add(1);
        q.drive(count);
      });
    const Clocks = module("Clocks", { q: Out(4) }, ({ q }) => {
      const inner = Slow(clockDomain("slow")).instance("inner");
      q.drive(inner.q);
    });
    const [slow, clocks] = systemVerilog(elaborate(Clocks).netlist).files.map(({ text }) => text);
    expect(slow).to.contain(
      "module Slow (\n  input  logic slow,\n  input  logic slow_rst,\n  output logic [3:0] q\n);",
    );
    expect(clocks).to.contain("\n    .slow(slow),\n    .slow_rst(slow_rst),\n    .q(q)\n");
  });

  it("shows places below a folder by their path there, and others by the file's name alone", () => {
    const header = (root: string) =>
      systemVerilog(elaborate(Counter(8)).netlist, { root }).files[0].text.split("\n")[0];
    const root = fileURLToPath(new URL("../../", import.meta.url));
    expect(header(root)).to.match(/^\/\/ Counter, sim\/export\/designs\.ts:\d+$/);
    expect(header(join(root, "rtl"))).to.match(/^\/\/ Counter, designs\.ts:\d+$/);
  });

  it("is the same text each time", () => {
    const text = () => systemVerilog(elaborate(Scale).netlist).files;
    expect(text()).to.deep.equal(text());
  });

  it("prints long chains of operators and many levels of modules without end of the stack", () => {
    const Long = module("Long", { d: In(8), q: Out(8) }, ({ d, q }) => {
      let value: Bits<8> = d;
      for (let i = 0; i < 20_000; i++) value = value.add(d).xor(i & 255);
      q.drive(value);
    });
    const Level = (depth: number): Module<{ d: Port<"in", Bits<8>>; q: Port<"out", Bits<8>> }> =>
      module("Level", { d: In(8), q: Out(8) }, ({ d, q }) => {
        if (depth === 0) return q.drive(d);
        const inner = Level(depth - 1).instance("inner");
        inner.d.drive(d);
        q.drive(inner.q);
      });
    expect(systemVerilog(elaborate(Long).netlist).files).to.have.length(1);
    expect(systemVerilog(elaborate(Level(200)).netlist).files).to.have.length(201);
  });
});
