import { Reference } from "../../reference/evaluate.ts";
import { levelAt, type Rig } from "../rig.ts";
import { type Stimulus, wordsOf } from "../stimulus.ts";
import { newTrace, type Trace } from "../trace.ts";
import { ClockLevels } from "./clock-network.ts";

/** Plays the first steps of a stimulus on the plain evaluator of netlists. */
export function playOnReference(rig: Rig, stimulus: Stimulus, steps: number): Trace {
  const { netlist } = rig;
  const reference = new Reference(netlist);
  const clocks = new ClockLevels(netlist, (node) => {
    const { value, unknown } = reference.get(node);
    return unknown === 0n ? Number(value) : -1;
  });
  const edges = (active: number[]) => {
    for (let domains = active; domains.length > 0; domains = clocks.follow()) reference.edge(domains);
  };
  const trace = newTrace(rig.outputs, Math.min(steps, stimulus.steps));
  for (let step = 0; step < trace.rows; step++) {
    edges(clocks.toggle(new Map(rig.clocks.map(({ node, timing }) => [node, levelAt(timing, step)]))));
    for (const [input, { node, width }] of rig.inputs.entries()) {
      const at = step * stimulus.words + stimulus.at[input];
      reference.set(node, bigintAt(stimulus.value, at, width), bigintAt(stimulus.unknown, at, width));
    }
    reference.settle();
    edges(clocks.follow());
    let end = (step + 1) * trace.words * 4;
    for (const { node, width } of rig.outputs) {
      const { value, unknown } = reference.get(node);
      writeBigint(trace.value, value, end, width);
      writeBigint(trace.unknown, unknown, end, width);
      end -= wordsOf(width) * 4;
    }
  }
  return trace;
}

/** An input or output from its words. */
export function bigintAt(words: Int32Array, at: number, width: number): bigint {
  let value = 0n;
  for (let word = wordsOf(width) - 1; word >= 0; word--)
    value = (value << 32n) | BigInt(words[at + word] >>> 0);
  return value;
}

/** Writes an output that ends before byte `end`. */
export function writeBigint(plane: Buffer, value: bigint, end: number, width: number): void {
  const bytes = wordsOf(width) * 4;
  plane.write(value.toString(16).padStart(2 * bytes, "0"), end - bytes, "hex");
}
