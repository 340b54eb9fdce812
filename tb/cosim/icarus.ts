import { run } from "./process.ts";
import type { Simulator } from "./simulator.ts";
import { inFolder } from "./work-folder.ts";

/** Icarus Verilog: four states, compiles in no time. */
export const icarus: Simulator = (files, tops, { seconds = 120 } = {}) =>
  inFolder(files, async (folder) => {
    const sources = files.map(({ name }) => name).filter((name) => name.endsWith(".sv"));
    const roots = tops.flatMap((top) => ["-s", top]);
    await run("iverilog", ["-g2012", "-o", "run.vvp", ...roots, ...sources], { folder, seconds });
    return run("vvp", ["-n", "run.vvp"], { folder, seconds });
  });
