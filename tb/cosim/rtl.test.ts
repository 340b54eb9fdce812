import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { PortRecording } from "../../sim/export/port-recording.ts";
import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { byModule, coverage } from "./coverage.ts";
import { icarus } from "./icarus.ts";
import { describeVerdict, replay } from "./replay.ts";
import { RUNS } from "./runs.ts";
import { describeWith } from "./tools.ts";
import { verilator } from "./verilator.ts";

/** Of traffic in each run; `npm run cosim` runs more. */
const CYCLES = 800;
/** Part of the output bits of a module that must move, and those of which most are constants. */
const LEAST = 0.5;
const MOSTLY_CONSTANT: Readonly<Record<string, number>> = { Cpuid: 0.05 };

/** The names of all modules that a folder describes. */
function modulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(`${folder}/${name}`, "utf8").matchAll(/\bmodule\(([^{]*)\{/g)])
    .flatMap(([, head]) => [...head.matchAll(/"([A-Z]\w*)"/g)].map(([, name]) => name));
}

describe("the runs for other simulators", () => {
  it("hold every module of rtl/", () => {
    const held = new Set(RUNS.flatMap((run) => [...run.modules()]));
    const modules = modulesIn("rtl");
    expect(modules.length).to.be.above(40);
    expect(modules.filter((name) => !held.has(name))).to.deep.equal([]);
  });
});

describeWith(
  ["iverilog", "vvp"],
  "the outputs of every instance of rtl/ are under Icarus what they are here",
  () => {
    const recordings: PortRecording[] = [];
    for (const run of RUNS) {
      it(run.name, async () => {
        const recording = run.record(CYCLES);
        recordings.push(recording);
        const [verdict] = await replay(icarus, [{ recording, design: systemVerilog(recording.netlist) }]);
        expect(describeVerdict(verdict)).to.equal(`${verdict.top}: equal, ${recording.steps} steps`);
      });
    }
    it("move, in every module", () => {
      const still = [...byModule(coverage(recordings))].filter(
        ([module, { bits, moved }]) => moved < bits * (MOSTLY_CONSTANT[module] ?? LEAST),
      );
      expect(still).to.deep.equal([]);
    });
  },
);

describeWith(
  ["verilator"],
  "the outputs of small hardware of rtl/ are under Verilator what they are here",
  () => {
    it("side by side in one program", async () => {
      const small = RUNS.filter(({ name }) => /FIFO|store|slice|CPUID/.test(name));
      const replays = small
        .map((run) => run.record(CYCLES))
        .map((recording) => ({ recording, design: systemVerilog(recording.netlist) }));
      const verdicts = await replay(verilator, replays);
      expect(verdicts.map(({ differences }) => differences)).to.deep.equal(small.map(() => []));
      expect(verdicts).to.have.length(4);
    });
  },
);
