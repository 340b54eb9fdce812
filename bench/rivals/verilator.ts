import type { Contender } from "../race.ts";
import { type Design, RESET_CYCLES } from "./design.ts";
import type { WorkFolder, Workshop } from "./tool.ts";

export const VERILATOR_TOOLS = ["verilator", "make", "g++"];

/** The fastest that we know. Verilator's Makefile puts -Os behind -CFLAGS, so that only OPT_FAST makes it fast. */
const FLAGS = [
  ..."-O3 --x-assign fast --x-initial fast --noassert".split(" "),
  ..."-CFLAGS -march=native -MAKEFLAGS OPT_FAST=-O3".split(" "),
  ..."--cc --exe --build --prefix Design -Mdir build -o run -Wno-fatal -Wno-lint -Wno-style".split(" "),
];

/** Runs to the first count of cycles and prints the checksum, then so many more and prints their processor time. */
const MAIN = `#include "Design.h"
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>

static double processorSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int, char** arguments) {
  const auto design = std::make_unique<Design>();
  const auto run = [&](long cycles) {
    for (long cycle = 0; cycle < cycles; cycle++) {
      design->clk = 1;
      design->eval();
      design->clk = 0;
      design->eval();
    }
  };
  design->clk = 0;
  design->rst = 1;
  design->pause = std::atoi(arguments[1]);
  design->eval();
  run(${RESET_CYCLES});
  design->rst = 0;
  run(std::atol(arguments[2]));
  for (int word = 15; word >= 0; word--) std::printf("%08x", design->checksum[word]);
  const double start = processorSeconds();
  run(std::atol(arguments[3]));
  std::printf(" %.9f\\n", processorSeconds() - start);
}
`;

/** Verilator with a loop in C++ around it, one thread: the processor time of the loop. */
export class Verilator implements Contender {
  readonly name: string;
  /** Processor seconds from the source to the binary. */
  readonly buildSeconds: number;
  private readonly folder: WorkFolder;

  constructor(workshop: Workshop, { style, top, files, defines = [] }: Design) {
    this.name = `Verilator, ${style}`;
    this.folder = workshop.folder([...files, { name: "main.cpp", text: MAIN }]);
    const sources = files.map(({ name }) => name);
    const macros = defines.map((name) => `-D${name}`);
    this.buildSeconds = this.folder.time("verilator", [
      ...FLAGS,
      "--top-module",
      top,
      ...macros,
      ...sources,
      "main.cpp",
    ]).seconds;
  }

  checksum(pause: number, cycles: number): string {
    return this.run(pause, cycles, 0)[0];
  }

  seconds(pause: number, cycles: number): number {
    return Number(this.run(pause, cycles >> 3, cycles)[1]);
  }

  private run(...args: number[]): string[] {
    return this.folder.run("./build/run", args.map(String)).split(" ");
  }
}
