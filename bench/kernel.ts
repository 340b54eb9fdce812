import { EventEngine } from "../sim/event/kernel.ts";
import { LineCipherRig } from "./line-cipher-rig.ts";
import { type Figure, measure, seconds } from "./measure.ts";

const WARM = 2_000;
const SATURATED = 10_000;
const SPARSE = 40_000;
const ACTIVITY = 16;

/** Cycles a second of the event kernel on the four-lane AES-128 line cipher, at its pins. */
export function kernelFigures(): Figure[] {
  const rig = new LineCipherRig((netlist) => new EventEngine(netlist));
  rig.run(WARM);
  return [
    measure(
      "event kernel, line cipher saturated",
      "cycles/s",
      () => SATURATED / seconds(() => rig.run(SATURATED)),
    ),
    measure(
      `event kernel, line cipher at 1/${ACTIVITY} activity`,
      "cycles/s",
      () => SPARSE / seconds(() => rig.run(SPARSE, ACTIVITY)),
    ),
  ];
}
