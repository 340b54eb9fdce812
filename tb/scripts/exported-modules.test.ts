import { expect } from "chai";
import { TOPS, valuesUnlessGiven } from "../../scripts/tops.ts";
import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import { run } from "../cosim/process.ts";
import { describeWith } from "../cosim/tools.ts";
import { inFolder } from "../cosim/work-folder.ts";

/** In continuous integration every module; elsewhere the whole engine, which holds most of them, and a few small ones. */
const NAMES = process.env.CI
  ? Object.keys(TOPS)
  : ["MemorySystem", "AsyncFifo", "Cpuid", "OrderedSlots", "LineCollector", "PconfigUnit"];
/** Yosys maps hundreds of look-ups in a table to gates for many minutes: these end before that, at whole words. */
const TABLES = new Set(
  "AesPipeline DataPath DataPipeline EngineCore LineCipher LineEngine MemorySystem ReadPath TweakPipeline WritePath".split(
    " ",
  ),
);
/** Those that hold a pipeline each way take it minutes even so. */
const WHOLE = new Set(["EngineCore", "LineEngine", "MemorySystem"]);
const SECONDS = 600;

/** What a tool prints about the SystemVerilog of a module; it fails where the tool does. */
async function printedBy(name: string, command: (top: string, files: string[]) => [string, ...string[]]) {
  const { top, files } = systemVerilog(elaborate(TOPS[name].build(valuesUnlessGiven(TOPS[name]))).netlist);
  const [tool, ...words] = command(
    top,
    files.map((file) => file.name),
  );
  return inFolder(files, (folder) => run(tool, words, { folder, seconds: SECONDS }));
}

const accepted = (
  title: string,
  command: (name: string, top: string, files: string[]) => [string, ...string[]],
) => {
  for (const name of NAMES) {
    it(`${title}: ${name}`, async () => {
      expect(await printedBy(name, (top, files) => command(name, top, files))).to.equal("");
    });
  }
};

describeWith(["iverilog"], "Icarus compiles, with assertions and without a warning", () => {
  accepted("-Wall", (_, top, files) => [
    "iverilog",
    "-g2012",
    "-Wall",
    "-DASSERT_ON",
    "-s",
    top,
    "-o",
    "out",
    ...files,
  ]);
});

describeWith(["verilator"], "Verilator finds nothing in", () => {
  accepted("-Wall", (_, top, files) => ["verilator", "--lint-only", "-Wall", "--top-module", top, ...files]);
  it("its assertions", async () => {
    const words = (top: string, files: string[]): [string, ...string[]] => [
      "verilator",
      "--lint-only",
      "-Wall",
      "--assert",
      "+define+ASSERT_ON",
      "--top-module",
      top,
      ...files,
    ];
    expect(await printedBy("KeyIdCam", words)).to.equal("");
  });
});

describeWith(["yosys"], "Yosys reads and synthesises, without a warning", () => {
  const skipped = process.env.CI ? WHOLE : TABLES;
  const yosys = NAMES.filter((name) => !skipped.has(name));
  for (const name of yosys) {
    it(name, async () => {
      const end = TABLES.has(name) ? " -run begin:fine" : "";
      const script = (top: string, files: string[]) =>
        `read_verilog -sv ${files.join(" ")}; synth -top ${top}${end}; check -assert`;
      expect(await printedBy(name, (top, files) => ["yosys", "-q", "-p", script(top, files)])).to.equal("");
    });
  }
});
