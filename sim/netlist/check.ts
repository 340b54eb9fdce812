import { checkClocks } from "./clocks.ts";
import { checkCrossings } from "./crossings.ts";
import { findLoop } from "./loops.ts";
import type { Netlist } from "./netlist.ts";
import { checkDriven } from "./undriven.ts";

/**
 * What only the whole design shows: nets without driver, combinational loops, clocks that are none or are read as
 * data, and clock-domain crossings.
 * @throws DesignError UNDRIVEN, LOOP, CLOCK or CROSSING for the first fault.
 */
export function check(netlist: Netlist): void {
  checkDriven(netlist);
  const loop = findLoop(netlist);
  if (loop) throw loop;
  checkClocks(netlist);
  checkCrossings(netlist);
}
