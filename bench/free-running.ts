import { ENGINES, type EngineName } from "../sim/bench/index.ts";
import { elaborate, signalOf } from "../sim/hdl/index.ts";
import type { Engine } from "../sim/netlist/engine.ts";
import { optimise } from "../sim/netlist/passes.ts";
import { LineCipherRig } from "./line-cipher-rig.ts";
import { SelfDriven } from "./self-driven.ts";

export type Measured = Extract<EngineName, "event" | "compiled">;

const OPTIONS = { policy: "merge", seed: 1 } as const;
const ONE = [1];
const ZERO = [0];

/** Runs the line cipher that drives itself, its keys in place, for so many cycles. */
export function freeRunning(name: Measured): (cycles: number) => void {
  const { netlist: written, io } = elaborate(SelfDriven);
  const netlist = optimise(written);
  const engine: Engine = ENGINES[name](netlist, OPTIONS);
  const node = (pin: object) => netlist.signals[signalOf(pin as never)!].node;
  const { payload, valid } = io.program;
  const go = (cycles: number): void => {
    const end = engine.edges(0) + cycles;
    engine.run?.(Number.POSITIVE_INFINITY, cycles);
    while (engine.edges(0) < end) {
      engine.advance(engine.nextEvent());
      engine.advance(engine.nextEvent());
    }
  };
  const set = (values: readonly (readonly [number, number[]])[]): void => {
    for (const [pin, words] of values) engine.write(pin, words);
    engine.settle();
  };
  const reset = netlist.domains[0].reset!.node;
  engine.clock(0, { period: 1000, phase: 500, high: 500 });
  set([
    [reset, ONE],
    [node(io.run), ZERO],
    [node(valid), ZERO],
    [node(payload.slot), ZERO],
    [node(payload.dataKey), [1, 2, 3, 4]],
    [node(payload.tweakKey), [5, 6, 7, 8]],
  ]);
  go(2);
  set([
    [reset, ZERO],
    [node(valid), ONE],
  ]);
  go(1);
  set([[node(valid), ZERO]]);
  go(LineCipherRig.keyCycles);
  set([[node(io.run), ONE]]);
  return go;
}
