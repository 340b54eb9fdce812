import { run } from "./process.ts";
import type { Simulator } from "./simulator.ts";
import { inFolder } from "./work-folder.ts";

/**
 * Verilator: two states. What is x in the design is a random bit here, at power-up and wherever x is assigned, so that
 * an output that depends on one where our kernel says that it is known shows as a difference. The C++ is compiled without
 * optimisation: runs are short, and the compiler takes most of the time.
 */
const FLAGS = [
  "--binary",
  "--timing",
  "--build-jobs",
  "2",
  "--x-initial",
  "unique",
  "--x-assign",
  "unique",
  "-Wno-fatal", // the texts are linted elsewhere
  "-Wno-lint",
  "-Wno-style",
  "-Wno-MULTITOP", // several testbenches run side by side
  "-Wno-TIMESCALEMOD", // the design has no delays
  "-MAKEFLAGS",
  "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
];
const RANDOM = ["+verilator+rand+reset+2", "+verilator+seed+1"];

export const verilator: Simulator = (files, tops, { seconds = 300 } = {}) =>
  inFolder(files, async (folder) => {
    const sources = files.map(({ name }) => name).filter((name) => name.endsWith(".sv"));
    const top = tops.length === 1 ? ["--top-module", tops[0]] : [];
    await run("verilator", [...FLAGS, ...top, "-Mdir", "build", "-o", "run", ...sources], {
      folder,
      seconds,
    });
    return run("./build/run", RANDOM, { folder, seconds });
  });
