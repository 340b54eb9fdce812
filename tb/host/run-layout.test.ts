import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runLayout } from "../../host/run-layout.ts";
import { TransactionLanes } from "../../host/transaction-lanes.ts";
import { LineEngine } from "../../rtl/xts/line-engine.ts";
import { simulate } from "../../sim/bench/index.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import type { Group, SaveFile } from "../../sim/waves/save-file.ts";

const rounds = (last: number) => Array.from({ length: last }, (_, k) => `round${k + 1}`);

/** Layout of a run with lines moving from `busy` on, in a clock of 1 ns. */
function layoutOf(keyBits: 128 | 256, busy: number): SaveFile {
  const folder = mkdtempSync(join(tmpdir(), "run-layout-"));
  let layout: SaveFile | undefined;
  try {
    const design = elaborate(LineEngine({ keyBits }));
    using sim = simulate(design);
    sim.vcd(join(folder, "run.vcd"), {
      // Written out too, which fails for a path that the waves do not hold.
      save: (dumped) => (layout = runLayout(busy, 1_000)(dumped)),
    });
    new TransactionLanes(sim, design.netlist, "W", "LineEngine.encrypt", "LineEngine.write.up");
    new TransactionLanes(sim, design.netlist, "R", "LineEngine.decrypt", "LineEngine.read.up");
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!layout) throw new Error("no save file was written");
  return layout;
}
const aliases = ({ traces }: Group) => traces.map(({ alias }) => alias);

describe("the layout of a run", () => {
  let layout: SaveFile;
  before(() => {
    layout = layoutOf(128, 663_000);
  });

  it("has the clock, writes and reads open, and how keys came in folded", () => {
    expect(layout.groups.map(({ title, open, colour }) => [title, open, colour])).to.deep.equal([
      ["clock", true, undefined],
      ["writes, encrypted", true, "yellow"],
      ["reads, decrypted", true, "normal"],
      ["program and reset", undefined, undefined],
    ]);
    expect(layout.groups[0].traces).to.deep.equal([{ path: "LineEngine.clk" }]);
    expect(layout.groups[3].traces.map(({ path }) => path)).to.deep.equal([
      "LineEngine.program.valid",
      "LineEngine.program.ready",
      "LineEngine.program.payload.slot",
      "LineEngine.program.payload.dataKey",
      "LineEngine.program.payload.tweakKey",
      "LineEngine.rst",
    ]);
  });

  it("shows the waiting line and under it the stages of the data, so that a line is a diagonal", () => {
    const [, writes, reads] = layout.groups;
    for (const direction of [writes, reads]) {
      expect(aliases(direction)).to.deep.equal(["waiting line", "mask", ...rounds(10), "unmask"]);
    }
    expect(writes.traces[0].path).to.equal("LineEngine.write.up.txn");
    expect(writes.traces[1].path).to.equal("LineEngine.encrypt.data.pipe.mask.txn");
    expect(reads.traces[12].path).to.equal("LineEngine.decrypt.data.pipe.unmask.txn");
  });

  it("folds the stages of the tweak and the ports", () => {
    const [tweaks, ports] = layout.groups[1].groups ?? [];
    expect([tweaks.title, tweaks.open, ports.title, ports.open]).to.deep.equal([
      "stages of the tweak",
      undefined,
      "ports",
      undefined,
    ]);
    expect(aliases(tweaks)).to.deep.equal(["whiten", ...rounds(10)]);
    expect(aliases(ports)).to.deep.equal([
      "up/valid",
      "up/ready",
      "up/payload/line",
      "up/payload/address",
      "up/payload/slot",
      "up/payload/tag",
      "down/valid",
      "down/ready",
      "down/payload/line",
      "down/payload/tag",
    ]);
  });

  it("opens 2 cycles before lines move, over 28 cycles", () => {
    expect(layout.window).to.deep.equal({ from: 661_000, to: 689_000 });
  });

  it("opens at the start of the file where no line moves, and has the stages of 14 rounds with 256-bit keys", () => {
    const wide = layoutOf(256, 0);
    expect(wide.window).to.deep.equal({ from: 0, to: 28_000 });
    expect(aliases(wide.groups[1])).to.deep.equal(["waiting line", "mask", ...rounds(14), "unmask"]);
  });
});
