import type { Simulation } from "../sim/bench/simulation.ts";
import { DesignError } from "../sim/netlist/error.ts";

/** Cycles without any progress after which hardware counts as stuck. */
const STUCK_CYCLES = 1_000;

/**
 * Runs the clock while `isBusy`. `unfinished` counts what the hardware still has to give; `left` too, or anything else
 * that falls whenever something goes on. Throws DesignError TIMEOUT when that has not fallen for `limit` cycles, 1,000
 * unless given.
 */
export function runWhile(
  sim: Simulation<unknown>,
  isBusy: () => boolean,
  unfinished: () => number,
  limit = STUCK_CYCLES,
  left = unfinished,
): void {
  let idle = 0;
  let last = left();
  while (isBusy()) {
    if (idle++ === limit) throw stuck(unfinished(), limit);
    sim.run({ cycles: 1 });
    const now = left();
    if (now < last) idle = 0;
    last = now;
  }
}

function stuck(left: number, limit: number): DesignError {
  return new DesignError(
    "TIMEOUT",
    `the hardware gave nothing for ${limit} cycles, with ${left} requests unfinished`,
    [],
    "look at its handshakes in the waves",
  );
}
