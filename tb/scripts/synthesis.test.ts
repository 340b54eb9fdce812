import { expect } from "chai";
import { factsOf, gatesOf } from "../../scripts/synthesis.ts";
import { TOPS, valuesUnlessGiven } from "../../scripts/tops.ts";
import { yosysJson } from "../../sim/export/yosys-json.ts";
import { elaborate } from "../../sim/hdl/index.ts";

const cell = (type: string, parameters: Record<string, number> = {}) => ({
  type,
  parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, value.toString(2)])),
});
const memory = (size: number, width: number, writes: number) =>
  cell("$mem_v2", { SIZE: size, WIDTH: width, WR_PORTS: writes });

const DESIGN = JSON.stringify({
  modules: {
    leaf: {
      cells: {
        a: cell("$dff", { WIDTH: 3 }),
        b: cell("$sdffe", { WIDTH: 8 }),
        c: cell("$dlatch", { WIDTH: 1 }),
      },
    },
    middle: {
      cells: { one: cell("leaf"), two: cell("leaf"), ram: memory(16, 10, 2), rom: memory(256, 8, 0) },
    },
    top: {
      cells: { x: cell("middle"), y: cell("leaf"), z: cell("middle"), add: cell("$add", { WIDTH: 9 }) },
    },
    other: { cells: {} },
  },
});

describe("the facts of a synthesised design", () => {
  it("are the bits of its flip-flops, memories and ROMs, by module", () => {
    const { leaf, middle, other } = factsOf(DESIGN, "top");
    expect(leaf.own).to.deep.equal({
      cells: { $dff: 1, $sdffe: 1, $dlatch: 1 },
      flops: 11,
      memoryBits: 0,
      romBits: 0,
      gates: null,
    });
    expect(middle.own).to.deep.include({ flops: 0, memoryBits: 160, romBits: 2048 });
    expect(middle.instances).to.deep.equal({ leaf: 2 });
    expect(other).to.equal(undefined); // not in the top
  });

  it("are added up over the hierarchy", () => {
    const { top } = factsOf(DESIGN, "top");
    expect(top.instances).to.deep.equal({ middle: 2, leaf: 1 });
    expect(top.total).to.deep.equal({
      cells: { $add: 1, $mem_v2: 4, $dff: 5, $sdffe: 5, $dlatch: 5 },
      flops: 55,
      memoryBits: 320,
      romBits: 4096,
      gates: null,
    });
  });

  it("have gates where they were mapped, without flip-flops, memories and instances", () => {
    const stat = JSON.stringify({
      modules: {
        "\\leaf": { num_cells_by_type: { $_AND_: 5, $_NOT_: 2, $_DFF_P_: 3 } },
        "\\middle": { num_cells_by_type: { leaf: 2, $mem_v2: 2, $_XOR_: 1, $_MUX_: 10 } },
        "\\top": { num_cells_by_type: { middle: 2, leaf: 1 } },
      },
    });
    const gates = gatesOf(stat.replace(/\}\}$/, "},\n}")); // as Yosys 0.23 writes it
    expect(gates).to.deep.equal({ leaf: 7, middle: 11, top: 0 });
    expect(factsOf(DESIGN, "top", gates).top.total.gates).to.equal(2 * (11 + 2 * 7) + 7);
  });

  it("are, before synthesis, the registers and memories of the netlist", () => {
    for (const name of [
      "Fifo",
      "AsyncFifo",
      "MsrBlock",
      "KeySchedule",
      "TweakPipeline",
      "KeyTable",
      "KeyIdCam",
    ]) {
      const top = TOPS[name];
      const { netlist } = elaborate(top.build(valuesUnlessGiven(top)) as never);
      const json = yosysJson(netlist);
      const { flops, memoryBits } = factsOf(json.file.text, json.top)[json.top].total;
      const bits = netlist.registers.map(({ node }) => netlist.nodes[node].width);
      const words = netlist.memories.map(({ width, depth }) => width * depth);
      expect({ name, flops, memoryBits }).to.deep.equal({
        name,
        flops: bits.reduce((a, b) => a + b, 0),
        memoryBits: words.reduce((a, b) => a + b, 0),
      });
    }
  });
});
