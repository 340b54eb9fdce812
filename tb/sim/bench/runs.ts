import { type BenchBody, type SimulateOptions, simulate } from "../../../sim/bench/index.ts";
import type { Module, Outside, Shape } from "../../../sim/hdl/index.ts";

/** Runs one bench on a design to its end. The clock has a period of 1000 ps; reset ends at 2000 ps. */
export function run<const S extends Shape>(
  dut: Module<S>,
  body: BenchBody<Outside<S>>,
  options: SimulateOptions = {},
) {
  using sim = simulate(dut, options);
  return sim.bench(body, { name: "main" }).run();
}
