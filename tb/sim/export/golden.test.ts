import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { systemVerilog } from "../../../sim/export/system-verilog.ts";
import { elaborate, type Module } from "../../../sim/hdl/index.ts";
import { Clocks, Control, Counter, Scale, Substitute, Table, Twice } from "./designs.ts";

/**
 * The texts of small designs, in golden/, to be read by people. `GOLDEN=write` in the environment writes them anew:
 * look at the difference before it is kept.
 */
const golden = (name: string, top: Module, options: Parameters<typeof elaborate>[1] = {}): void => {
  const place = new URL(`golden/${name}.sv`, import.meta.url);
  const text = systemVerilog(elaborate(top, options).netlist)
    .files.map((file) => file.text)
    .join("\n");
  if (process.env.GOLDEN === "write") writeFileSync(place, text);
  expect(text).to.equal(readFileSync(place, "utf8"));
};

describe("the SystemVerilog of", () => {
  it("a counter with a synchronous reset", () => golden("counter", Counter(8)));

  it("a counter with an asynchronous reset that is active low", () => {
    golden("counter-async", Counter(8), { reset: "async", active: "low" });
  });

  it("a state machine, with its names, an assertion and a cover", () => golden("control", Control));

  it("a memory with a mask, initial words and a registered read", () => golden("table", Table));

  it("a pipeline of two stages between streams", () => golden("scale", Scale));

  it("a table looked up in all lanes of a vector", () => golden("substitute", Substitute));

  it("clocks made of clocks: a gate, a divider and a register", () => golden("clocks", Clocks));

  it("two instances of one module", () => golden("twice", Twice));
});
