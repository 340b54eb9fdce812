import type { Simulation } from "../sim/bench/simulation.ts";
import { DesignError } from "../sim/netlist/error.ts";

/** Cycles without any progress after which hardware counts as stuck. */
const STUCK_CYCLES = 1_000;

/**
 * Runs the clock while `isBusy`. `unfinished` counts what the hardware still has to give, and may only fall.
 * Throws DesignError TIMEOUT when it has not fallen for 1,000 cycles.
 */
export function runWhile(sim: Simulation<unknown>, isBusy: () => boolean, unfinished: () => number): void {
  let idle = 0;
  let left = unfinished();
  while (isBusy()) {
    if (idle++ === STUCK_CYCLES) throw stuck(left);
    sim.run({ cycles: 1 });
    if (unfinished() < left) idle = 0;
    left = unfinished();
  }
}

function stuck(left: number): DesignError {
  return new DesignError(
    "TIMEOUT",
    `the hardware gave nothing for ${STUCK_CYCLES} cycles, with ${left} requests unfinished`,
    [],
    "look at its handshakes in the waves",
  );
}
