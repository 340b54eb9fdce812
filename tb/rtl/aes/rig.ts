import { KeySchedule } from "../../../rtl/aes/key-schedule.ts";
import { type CipherOptions, type Direction, type KeyBits, slotBits } from "../../../rtl/aes/parameters.ts";
import { type AesOptions, AesPipeline } from "../../../rtl/aes/pipeline.ts";
import { StreamDriver, simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, instances, module, stream, u } from "../../../sim/hdl/index.ts";
import { hex } from "../bytes.ts";
import { type Pauses, pass } from "../passage.ts";

/** A key schedule that feeds an AES pipeline, with four slots. */
const Aes = (options: Omit<AesOptions, "slots" | "tagBits">) => {
  const design = { ...options, slots: 4, tagBits: 8 };
  const { keyBits } = options;
  return module(
    "Aes",
    {
      program: flip(stream({ slot: u(slotBits(4)), key: u(keyBits as number).secret() })),
      up: flip(stream({ block: 128, slot: u(slotBits(4)), tag: u(8 as number) })),
      down: stream({ block: 128, tag: u(8 as number) }),
    },
    ({ program, up, down }) => {
      const { schedule, pipe } = instances({ schedule: KeySchedule(design), pipe: AesPipeline(design) });
      connect(schedule.up, program);
      connect(schedule.load, pipe.load);
      connect(pipe.up, up);
      connect(pipe.down, down);
    },
  );
};

export const elaborateAes = (
  direction: Direction,
  keyBits: KeyBits,
  options: Omit<CipherOptions, "keyBits"> = {},
) => elaborate(Aes({ direction, keyBits, ...options }));

export type AesDesign = ReturnType<typeof elaborateAes>;

export const simulateAes = (design: AesDesign, seed = 1) => simulate(design, { seed });

export interface Work extends Pauses {
  /** Keys of slots 0, 1, …, all programmed before the first block. */
  readonly keys: readonly Uint8Array[];
  /** Blocks in the order in which they are sent; tags count them. */
  readonly blocks: readonly { readonly block: Uint8Array; readonly slot?: number }[];
  readonly seed?: number;
}

/** Blocks through the pipeline: what came out, and the cycles in which each block went in and came out. */
export function crypt(design: AesDesign, { keys, blocks, seed, ...pauses }: Work) {
  const sim = simulateAes(design, seed);
  const program = new StreamDriver(sim, sim.dut.program);
  const { results, taken, given } = pass(sim, {
    *first(b) {
      for (const [slot, key] of keys.entries()) program.send({ slot, key });
      yield* program.drained();
      yield* b.until(b.dut.program.ready);
    },
    items: blocks.map(({ block, slot = 0 }, tag) => ({ block, slot, tag })),
    ...pauses,
  });
  return {
    blocks: results.map(({ block }) => hex(block)),
    tags: results.map(({ tag }) => tag[0]),
    taken,
    given,
  };
}
