import { readFileSync } from "node:fs";
import { expect } from "chai";
import { AxiManager } from "../../../host/axi/manager.ts";
import { LineLives } from "../../../host/platform/line-lives.ts";
import { PlatformWaves } from "../../../host/platform/platform-waves.ts";
import type { Group, SaveFile } from "../../../sim/waves/save-file.ts";
import { system, systemDesign } from "../../rtl/engine/system-rig.ts";
import { scratchFolder } from "../../scripts/end-to-end/process.ts";

const LINE = { id: 0, len: 3, size: 4 } as const;
const rounds = Array.from({ length: 10 }, (_, k) => `round${k + 1}`);
const aliases = ({ traces }: Group) => traces.map(({ alias }) => alias);

describe("the waves of a platform", () => {
  const folder = scratchFolder();
  let layout: SaveFile;
  let asked = 0;
  let vcd = "";
  before(() => {
    const design = systemDesign();
    const { sim, dut } = system(design, 1);
    sim.vcd(folder.at("w.vcd"), { save: (dumped) => (layout = waves.layout(dumped)) });
    const waves = new PlatformWaves(sim, design.netlist, new LineLives(sim, "MemorySystem"));
    const manager = new AxiManager(sim, dut.bus);
    sim.bench(function* (b) {
      yield* b.tick(40);
      manager.write({ ...LINE, addr: 0x1000, data: new Uint8Array(64) });
      yield* manager.drained();
      manager.read({ ...LINE, addr: 0x1040 });
      yield* b.until(b.signal("MemorySystem.engine.read.request.valid") as never);
      asked = b.now;
      yield* manager.drained();
    });
    sim.run({ cycles: 2000 });
    vcd = readFileSync(folder.at("w.vcd"), "latin1");
  });

  it("open with the clocks, reads by slot, both ways of a line and the commands at the memory, and the rest folded", () => {
    expect(layout.groups.map(({ title, open }) => [title, open])).to.deep.equal([
      ["clocks: fabric, memory, configuration", true],
      ["reads by slot, in which stage", true],
      ["reads, decrypted", true],
      ["commands at the memory", true],
      ["writes by slot, in which stage", false],
      ["writes, encrypted", true],
      ["bus", undefined],
      ["registers and PCONFIG", undefined],
    ]);
    expect(layout.groups[0].traces.map(({ path }) => path)).to.deep.equal([
      "MemorySystem.clk",
      "MemorySystem.mem",
      "MemorySystem.cfg",
    ]);
  });

  it("show a line in the stages of its way in their order, so that it is a diagonal", () => {
    const [, , reads, , , writes] = layout.groups;
    for (const way of [reads, writes]) {
      expect(aliases(way)).to.deep.equal(["asked for", "split", "lookup", "mask", ...rounds, "unmask"]);
      expect(way.groups?.map(({ title }) => title)).to.deep.equal(["stages of the tweak", "lines"]);
      expect(way.groups && aliases(way.groups[0])).to.deep.equal(["whiten", ...rounds]);
    }
    expect(reads.traces[1].path).to.equal("MemorySystem.engine.reading.lookup.split.txn");
    expect(writes.traces.at(-1)?.path).to.equal("MemorySystem.engine.writing.data.pipe.unmask.txn");
  });

  it("begin a little before the first read is asked for", () => {
    // Its transfer is one edge of 1250 ps after it was first offered.
    const from = asked - 1250 - 4000;
    expect(layout.window).to.deep.equal({ from, to: from + 72_000 });
  });

  it("name each line where it waits, with its address, and in every stage", () => {
    expect(vcd).to.match(/^sW0_1000 /m);
    expect(vcd).to.match(/^sR0_1040 /m);
    // The engine is off: the line is in the two stages of the lookup and in that of the response.
    expect(vcd.match(/^sR0 /gm)).to.have.length(3);
  });

  it("say of each slot which line is in it and in which stage, in a colour of the stage", () => {
    const [, bySlot] = layout.groups;
    expect(bySlot.traces.map(({ path }) => path)).to.deep.equal(
      [0, 1, 2, 3, 4, 5, 6, 7].map((slot) => `MemorySystem.front.reads.slot${slot}`),
    );
    const code = / string 1 (\S+) slot0 /.exec(vcd.slice(vcd.indexOf(" module reads ")))?.[1];
    const shown = vcd.split("\n").filter((line) => line.startsWith("s") && line.endsWith(` ${code}`));
    expect(shown.map((line) => line.split(" ")[0].slice(1))).to.deep.equal([
      "",
      "?darkslategray?R0_address_split",
      "?darkcyan?R0_keyID_CAM",
      "?dimgray?R0_memory_queue",
      "?mediumblue?R0_DRAM",
      "?steelblue?R0_from_the_memory",
      "?darkgreen?R0_decryption",
      "?purple?R0_response",
      "",
    ]);
  });
});
