import { KeySchedule } from "../../../rtl/aes/key-schedule.ts";
import { type KeyBits, slotBits } from "../../../rtl/aes/parameters.ts";
import { type AesOptions, AesPipeline } from "../../../rtl/aes/pipeline.ts";
import { type Pattern, StreamDriver, StreamMonitor, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, instances, module, stream, u } from "../../../sim/hdl/index.ts";
import { hex } from "../bytes.ts";

type Direction = AesOptions["direction"];

/** A key schedule that feeds an AES pipeline, with four slots. */
const Aes = (direction: Direction, keyBits: KeyBits, roundsPerStage: number) => {
  const design = { direction, keyBits, roundsPerStage, slots: 4, tagBits: 8 };
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

export const elaborateAes = (direction: Direction, keyBits: KeyBits, roundsPerStage = 1) =>
  elaborate(Aes(direction, keyBits, roundsPerStage));

export type AesDesign = ReturnType<typeof elaborateAes>;

export interface Work {
  /** Keys of slots 0, 1, …, all programmed before the first block. */
  readonly keys: readonly Uint8Array[];
  /** Blocks in the order in which they are sent; tags count them modulo 256. */
  readonly blocks: readonly { readonly block: Uint8Array; readonly slot?: number }[];
  readonly send?: Pattern;
  readonly accept?: Pattern;
  readonly seed?: number;
}

export const simulateAes = (design: AesDesign, seed = 1) => simulate(design, { seed });
export type AesSimulation = ReturnType<typeof simulateAes>;

/** Blocks through the pipeline: what came out, and the cycles in which each block went in and came out. */
export function crypt(design: AesDesign, { keys, blocks, send, accept, seed }: Work) {
  using sim = simulateAes(design, seed);
  const program = new StreamDriver(sim, sim.dut.program);
  const driver = new StreamDriver(sim, sim.dut.up, { between: "x", ...(send && { pattern: send }) });
  const taken = new StreamMonitor(sim, sim.dut.up);
  const sink = new StreamSink(sim, sim.dut.down, { as: "bytes", ...(accept && { pattern: accept }) });
  sim.bench(function* (b) {
    for (const [slot, key] of keys.entries()) program.send({ slot, key });
    yield* program.drained();
    yield* b.until(b.dut.program.ready);
    for (const [tag, { block, slot = 0 }] of blocks.entries()) driver.send({ block, slot, tag: tag & 255 });
    while (sink.count < blocks.length) yield* b.tick();
    yield* b.tick(20);
  });
  sim.run({ cycles: 100_000 });
  return {
    blocks: sink.transfers.map(({ payload }) => hex(payload.block)),
    tags: sink.transfers.map(({ payload }) => payload.tag[0]),
    taken: taken.transfers.map(({ cycle }) => cycle),
    given: sink.transfers.map(({ cycle }) => cycle),
  };
}
