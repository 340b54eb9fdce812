import { EventEngine } from "../sim/event/kernel.ts";
import { type Bits, elaborate, In, type Module, module, Out } from "../sim/hdl/index.ts";
import { optimise } from "../sim/netlist/passes.ts";
import { type Figure, measure, seconds } from "./measure.ts";

const CHAIN = 1_000;
const SIZES = [10_000, 100_000, 1_000_000];

/** Seconds from a module to an engine that has settled once: language, checks, passes, generated code. */
export function elaborationFigures(): Figure[] {
  return SIZES.map((size) => {
    const design = chains(size);
    const once = () =>
      seconds(() => {
        const engine = new EventEngine(optimise(elaborate(design).netlist));
        engine.advance(0);
      });
    return measure(`elaboration of ${size} nodes`, "s", once, size > 100_000 ? 3 : 5);
  });
}

/** A design of about `size` operators: chains of 1,000, joined. */
function chains(size: number): Module {
  return module("Chains", { a: In(32), b: In(32), y: Out(32) }, ({ a, b, y }) => {
    let sum: Bits<32> = a;
    for (let chain = 0; chain < size / CHAIN; chain++) {
      let link: Bits<32> = a.add(chain);
      for (let step = 0; step < CHAIN - 2; step++) link = step & 1 ? link.add(b) : link.xor(sum);
      sum = link;
    }
    y.drive(sum);
  }) as Module;
}
