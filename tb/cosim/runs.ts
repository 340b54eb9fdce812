import { AsyncFifo } from "../../rtl/bus/async-fifo.ts";
import { Skid } from "../../rtl/bus/skid.ts";
import { CPUID_FIELDS, Cpuid } from "../../rtl/config/cpuid.ts";
import { RetentionStore } from "../../rtl/config/retention-store.ts";
import { DDR4_3200, DDR5_4800 } from "../../rtl/dram/timing.ts";
import { LineEngine } from "../../rtl/xts/line-engine.ts";
import {
  type Bench,
  type DriveValues,
  type Simulation,
  StreamDriver,
  type StreamEnd,
  simulate,
  type Task,
} from "../../sim/bench/index.ts";
import { type Bits, u } from "../../sim/hdl/index.ts";
import { elaborateAes, simulateAes } from "../rtl/aes/rig.ts";
import { between, RESET_EDGES } from "../rtl/bus/two-clocks.ts";
import { CONFIG_RUN } from "./config-run.ts";
import { drain, feed, type Run, run } from "./run.ts";
import { oftenRefreshed, systemRun } from "./system-run.ts";

/** Pipelines under full load are slow in other simulators: they take so many times fewer cycles. */
const FULL_LOAD = 4;
const SLOTS = [0, 1, 2, 3];

/** Together these hold every module of rtl/. */
export const RUNS: readonly Run[] = [
  systemRun("memory system: 512 bits, AES-128, DDR4", {
    dataBits: 512,
    reads: 32,
    writes: 16,
    device: oftenRefreshed(DDR4_3200),
  }),
  systemRun("memory system: 128 bits, AES-256 with round keys on the fly, 2 lanes, DDR5", {
    dataBits: 128,
    keyBits: 256,
    lanes: 2,
    roundKeys: "on-the-fly",
    unprogrammed: "error",
    device: oftenRefreshed(DDR5_4800),
  }),
  CONFIG_RUN,
  run(
    "line engine: AES-128, 1 lane",
    () => simulate(LineEngine({ keyBits: 128, lanes: 1 })),
    function* (b, sim, cycles) {
      const { program, read, write } = sim.dut;
      const key = () => b.random.bytes(16);
      const keys = SLOTS.map((slot) => ({ slot, dataKey: key(), tweakKey: key() }));
      yield* load(b, sim, program, keys, [read.up, write.up]);
      for (const { up, down } of [read, write]) {
        feed(sim, up, (random) => ({
          line: random.bytes(64),
          address: random.bits(52),
          slot: random.below(4),
          tag: random.below(256),
        }));
        drain(sim, down);
      }
      yield* b.tick(cycles / FULL_LOAD);
    },
  ),
  ...(
    [
      ["encrypt", 128, 1],
      ["decrypt", 256, 2],
    ] as const
  ).map(([direction, keyBits, roundsPerStage]) =>
    run(
      `AES-${keyBits}, ${direction}, rounds a stage: ${roundsPerStage}`,
      () => simulateAes(elaborateAes(direction, keyBits, { roundsPerStage })),
      function* (b, sim, cycles) {
        const { program, up, down } = sim.dut;
        const keys = SLOTS.map((slot) => ({ slot, key: b.random.bytes(keyBits / 8) }));
        yield* load(b, sim, program, keys, [up]);
        feed(sim, up, (random) => ({
          block: random.bytes(16),
          slot: random.below(4),
          tag: random.below(256),
        }));
        drain(sim, down);
        yield* b.tick(cycles / FULL_LOAD);
      },
    ),
  ),
  run(
    "asynchronous FIFO",
    () =>
      simulate(
        between((from, to) => AsyncFifo({ payload: 16, depth: 4, from, to })),
        { reset: RESET_EDGES },
      )
        .clock({ period: 700 })
        .clock({ period: 1900, phase: 450, domain: "there" }),
    function* (b, sim, cycles) {
      feed(sim, sim.dut.up, (random) => random.below(2 ** 16));
      drain(sim, sim.dut.down, "there");
      yield* b.tick(cycles);
    },
  ),
  run(
    "retention store",
    () => simulate(RetentionStore),
    function* (b, _, cycles) {
      for (let cycle = 0; cycle < cycles; cycle++) {
        b.drive(b.dut.save, b.random.below(2));
        b.drive(b.dut.saved.dataKey, b.random.bits(256));
        b.drive(b.dut.saved.tweakKey, b.random.bits(256));
        yield* b.tick();
      }
    },
  ),
  run(
    "register slice",
    () => simulate(Skid({ tag: 4, word: u(33) })),
    function* (b, sim, cycles) {
      feed(sim, sim.dut.up, (random) => ({ tag: random.below(16), word: random.bits(33) }));
      drain(sim, sim.dut.down);
      yield* b.tick(cycles);
    },
  ),
  run(
    "CPUID",
    () => simulate(Cpuid()),
    function* (b, _, cycles) {
      for (let cycle = 0; cycle < cycles; cycle++) {
        b.drive(b.dut.leaf, b.random.pick([...CPUID_FIELDS.map(({ leaf }) => leaf), b.random.bits(32)]));
        b.drive(b.dut.subleaf, b.random.below(3));
        yield* b.tick();
      }
    },
  ),
];

/** Hands items to a stream and waits until the last has taken effect; nothing is offered to the others meanwhile. */
function* load<P, H extends object>(
  b: Bench<P>,
  sim: Simulation<P>,
  stream: StreamEnd<H>,
  items: readonly DriveValues<H>[],
  others: readonly { readonly valid: Bits<1> }[],
): Task {
  for (const { valid } of others) b.drive(valid, 0);
  const driver = new StreamDriver(sim, stream);
  for (const item of items) driver.send(item);
  yield* driver.drained();
  yield* b.until(stream.ready);
}
