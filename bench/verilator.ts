import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemVerilog } from "../sim/export/system-verilog.ts";
import { elaborate } from "../sim/hdl/index.ts";
import { freeRunning } from "./free-running.ts";
import { type Figure, inTurn, measure, seconds } from "./measure.ts";
import { SelfDriven } from "./self-driven.ts";

const CYCLES = 300_000;
const WARM = 5_000;

/** Its own optimisation for speed: without OPT_FAST its Makefile compiles with -Os, which flatters us. */
const FLAGS = ["-O3", "--x-assign", "fast", "--x-initial", "fast", "--noassert", "-Wno-fatal", "-Wno-lint"];
const BUILD = ["-CFLAGS", "-march=native", "-MAKEFLAGS", "OPT_FAST=-O3"];

/**
 * Verilator on our export of the self-driven line cipher (S-boxes as ROMs), against the compiled engine on the design
 * itself, in turn; both without anything beside the design.
 */
export function verilatorFigures(): Figure[] {
  if (spawnSync("verilator", ["--version"]).status !== 0) {
    console.error("verilator is not installed: apt-get install verilator");
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "cipherline-verilator-"));
  try {
    const { top, files } = systemVerilog(elaborate(SelfDriven).netlist);
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "main.cpp"), MAIN);
    const sources = [...files.map(({ name }) => name), "main.cpp"];
    const command = ["--cc", "--exe", "--build", ...FLAGS, ...BUILD, "--top-module", top, ...sources];
    const build = seconds(() => execFileSync("verilator", command, { cwd: folder, stdio: "pipe" }));
    const program = join(folder, "obj_dir", `V${top}`);
    const verilated = () => Number(execFileSync(program, [`${CYCLES}`], { encoding: "utf8" }));
    const run = freeRunning("compiled");
    run(WARM);
    const compiled = () => CYCLES / seconds(() => run(CYCLES));
    const name = "line cipher saturated, its stimulus in the design";
    return [
      measure("Verilator: build of the same", "s", () => build, 1),
      ...inTurn(
        "cycles/s",
        { name: `Verilator, our export: ${name}`, once: verilated },
        { name: `compiled: ${name}`, once: compiled },
        `ratio to Verilator, our export: ${name}`,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Puts the keys in place, runs, and prints cycles a second. */
const MAIN = `
#include "VSelfDriven.h"
#include <chrono>
#include <cstdio>
#include <cstdlib>
int main(int, char** argv) {
  VSelfDriven dut;
  const long cycles = atol(argv[1]);
  auto run = [&](long count) {
    for (long i = 0; i < count; i++) { dut.clk = 1; dut.eval(); dut.clk = 0; dut.eval(); }
  };
  dut.clk = 0; dut.rst = 1; dut.run = 0; dut.program_valid = 0; dut.program_payload_slot = 0;
  for (int i = 0; i < 4; i++) { dut.program_payload_dataKey[i] = 1 + i; dut.program_payload_tweakKey[i] = 5 + i; }
  dut.eval(); run(2);
  dut.rst = 0; dut.program_valid = 1; dut.eval(); run(1);
  dut.program_valid = 0; dut.eval(); run(12);
  dut.run = 1; dut.eval(); run(${WARM});
  const auto start = std::chrono::steady_clock::now();
  run(cycles);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  printf("%f\\n", cycles / took.count());
}
`;
