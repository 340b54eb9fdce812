import type { Engine } from "../../../sim/netlist/engine.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import type { Rig } from "../rig.ts";
import { type Stimulus, wordsOf } from "../stimulus.ts";
import { newTrace, type Trace } from "../trace.ts";

/** Plays a stimulus on one of our engines. A pass keeps the signals' order, so pins are found by it in any netlist. */
export function playOnEngine(
  rig: Rig,
  stimulus: Stimulus,
  netlist: Netlist,
  make: (netlist: Netlist) => Engine,
): Trace {
  const moved = new Map(rig.netlist.signals.map(({ node }, index) => [node, netlist.signals[index].node]));
  const nodeOf = (node: number): number => moved.get(node)!;
  const engine = make(netlist);
  for (const { domain, timing } of rig.clocks) engine.clock(domain, timing);
  const inputs = rig.inputs.map(({ node, width }, index) => {
    return { node: nodeOf(node), from: stimulus.at[index], count: wordsOf(width) };
  });
  const outputs = rig.outputs.map(({ node, width }) => {
    return { offset: engine.state.offset(nodeOf(node)), count: wordsOf(width) };
  });
  const trace = newTrace(rig.outputs, stimulus.steps);
  const { value, unknown } = engine.state;
  for (let step = 0; step < stimulus.steps; step++) {
    engine.advance(step);
    for (const { node, from, count } of inputs) {
      const at = step * stimulus.words + from;
      if (step > 0 && isHeld(stimulus, at, count)) continue;
      engine.write(node, stimulus.value.subarray(at, at + count), stimulus.unknown.subarray(at, at + count));
    }
    engine.settle();
    let end = (step + 1) * trace.words * 4;
    for (const { offset, count } of outputs) {
      for (let word = 0; word < count; word++) {
        end -= 4;
        trace.value.writeInt32BE(value[offset + word], end);
        trace.unknown.writeInt32BE(unknown[offset + word], end);
      }
    }
  }
  return trace;
}

function isHeld({ value, unknown, words }: Stimulus, at: number, count: number): boolean {
  for (let word = at; word < at + count; word++) {
    if (value[word] !== value[word - words] || unknown[word] !== unknown[word - words]) return false;
  }
  return true;
}
