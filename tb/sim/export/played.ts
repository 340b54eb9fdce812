import { simulate } from "../../../sim/bench/index.ts";
import type { PortRecording } from "../../../sim/export/port-recording.ts";
import { elaborate, type Module } from "../../../sim/hdl/index.ts";

/** A module with random inputs for many cycles, with x and z among them where that is said. */
export function played(top: Module, cycles: number, isUnknown: boolean): PortRecording {
  const design = elaborate(top as Module<never>, { reset: "sync" });
  using sim = simulate(design, { seed: 7 }).clock({ mhz: 500 });
  if (design.netlist.domains.some(({ name }) => name === "other")) sim.clock({ mhz: 300, domain: "other" });
  const recording = sim.recordPorts({ inside: true });
  const inputs = design.netlist.signals.filter(({ kind, scope }) => kind === "input" && scope === 0);
  // Without a value before the reset, write enables and clock gates begin unknown.
  if (!isUnknown)
    for (const { name } of inputs)
      sim.drive(sim.signal(`${design.netlist.name}.${name}`) as never, 0 as never);
  sim.bench(function* (b) {
    for (let cycle = 0; cycle < cycles; cycle++) {
      for (const { name, node } of inputs) {
        const { width } = design.netlist.nodes[node];
        let value = 0n;
        for (let bit = 0; bit < width; bit += 30) value = (value << 30n) | BigInt(b.random.below(2 ** 30));
        const pin = b.signal(`${design.netlist.name}.${name}`);
        b.drive(pin as never, BigInt.asUintN(width, value) as never);
        if (isUnknown && b.random.below(8) === 0) b.drive(pin as never, "x" as never);
      }
      yield* b.tick();
    }
  });
  sim.run();
  return recording;
}
