import { ENGINES } from "../sim/bench/index.ts";
import { SelfDrivenCipher } from "./designs/line-cipher.ts";
import { LineCipherRig } from "./line-cipher-rig.ts";
import { compare, type Figure, seconds } from "./measure.ts";
import { type EngineName, FreeRun } from "./own-engine.ts";

const WARM = 5_000;
const CYCLES: Readonly<Record<EngineName, number>> = { event: 10_000, compiled: 100_000 };
const FIRST = 10_000;
const OPTIONS = { policy: "merge", seed: 1 } as const;

const rigOn = (name: EngineName) => new LineCipherRig((netlist) => ENGINES[name](netlist, OPTIONS));

/** Cycles a second of both engines, in turn, on the four-lane AES-128 line cipher. */
export function kernelFigures(): Figure[] {
  const rigs = { event: rigOn("event"), compiled: rigOn("compiled") };
  const freeOn = (name: EngineName) => new FreeRun(SelfDrivenCipher, name, 0);
  const free = { event: freeOn("event"), compiled: freeOn("compiled") };
  for (const name of ["event", "compiled"] as const) {
    rigs[name].run(WARM);
    free[name].run(WARM);
  }
  const atPins = (name: string, every: number) =>
    compare(`line cipher ${name}`, "cycles/s", (engine) => {
      const cycles = CYCLES[engine];
      return cycles / seconds(() => rigs[engine].run(cycles, every));
    });
  return [
    ...atPins("saturated", 1),
    ...atPins("at 1/4 activity", 4),
    ...atPins("at 1/16 activity", 16),
    ...compare("line cipher saturated, its stimulus in the design", "cycles/s", (engine) => {
      const cycles = CYCLES[engine];
      return cycles / seconds(() => free[engine].run(cycles));
    }),
    ...compare(`line cipher, from the module to ${FIRST.toLocaleString("en-US")} cycles`, "s", (engine) =>
      seconds(() => rigOn(engine).run(FIRST)),
    ),
  ];
}
