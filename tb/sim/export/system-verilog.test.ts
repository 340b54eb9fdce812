import { expect } from "chai";
import { systemVerilog } from "../../../sim/export/system-verilog.ts";
import { elaborate, In, module, Out, regs, u, when } from "../../../sim/hdl/index.ts";

const Counter = module("Counter", { en: In(1), clear: In(1), value: Out(8) }, ({ en, clear, value }) => {
  const { count } = regs({ count: u(8).init(0) });
  when(clear, () => {
    count.next = 0;
  }).elsewhen(en, () => {
    count.next = count.add(1);
  });
  value.drive(count);
});

describe("a design as SystemVerilog", () => {
  it("names the top, its ports and its files", () => {
    const { netlist } = elaborate(Counter);
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
});
