import { AddressMap } from "../../rtl/dram/address.ts";
import { DDR4_3200, type DramDevice } from "../../rtl/dram/timing.ts";
import { CONFIG_CLOCK, MEMORY_CLOCK, type MemorySystemOptions } from "../../rtl/engine/memory-system.ts";
import { Random, type Task } from "../../sim/bench/index.ts";
import { startStorm } from "../host/axi/storm.ts";
import { type SystemDesign, software, system, systemDesign, underKeyId } from "../rtl/engine/system-rig.ts";
import { type Run, run } from "./run.ts";

/** Bytes that the bursts of a storm lie in. */
const STORM_BYTES = 8192;
const PLACES = 12;
const CLOCKS = ["clk", MEMORY_CLOCK, CONFIG_CLOCK] as const;

/** A device that is refreshed often enough for short runs. */
export const oftenRefreshed = (device: DramDevice): DramDevice => ({
  ...device,
  figures: { ...device.figures, tREFI: 900, tRFC: 90 },
});

/**
 * Boots through the MSRs and programs keyIDs without end, while bursts of every kind go to all of them, all over the
 * memory; then everything is reset in the middle of that, and begins again.
 */
export function systemRun(name: string, options: Partial<MemorySystemOptions>): Run {
  let built: SystemDesign | undefined;
  const designed = () => (built ??= systemDesign(options));
  const { addressBits } = new AddressMap(options.device?.organisation ?? DDR4_3200.organisation);
  const where = new Random(1);
  const places = Array.from(
    { length: PLACES },
    () => STORM_BYTES * where.below(2 ** addressBits / STORM_BYTES),
  );
  // Half of the memory, in the second life.
  const half = 1n << BigInt(addressBits - 1);
  const lives = [
    { part: 0.75, plan: {} },
    { part: 0.25, plan: { bypass: true, exclude: { base: half, mask: 2n ** 46n - half } } },
  ];
  return run(
    name,
    () => {
      const { sim, device } = system(designed(), 1);
      const old = new Random(2);
      for (const place of places) {
        for (let at = 0; at < STORM_BYTES; at += 64) device.cells.set(place + at, old.bytes(64));
      }
      return sim;
    },
    function* life(b, _, cycles) {
      const design = designed();
      const { random, dut } = b;
      const place = (addr: number): number => underKeyId(random.below(4), random.pick(places) + addr);

      function* otherAgent(): Task {
        for (;;) {
          b.drive(dut.otherLock.request, 0);
          yield* b.tick(random.between(20, 200), CONFIG_CLOCK);
          b.drive(dut.otherLock.request, 1);
          yield* b.tick(random.between(1, 10), CONFIG_CLOCK);
        }
      }
      for (const { part, plan } of lives) {
        let isBooted = false;
        const soft = b.fork(
          software(b.on(CONFIG_CLOCK), design, () => (isBooted = true), plan),
          { background: true },
        );
        while (!isBooted) yield* b.tick();
        const agent = b.fork(otherAgent(), { background: true });
        const end = startStorm(b, dut.bus, design.options.dataBits / 8, place);
        yield* b.tick(Math.ceil(cycles * part));
        end();
        for (const task of [soft, agent]) b.kill(task);
        for (const { valid } of [dut.msr.access, dut.pconfig.command]) b.drive(valid, 0);
        for (const level of [1, 0]) {
          for (const clock of CLOCKS) b.drive(b.resetPin(clock), level);
          yield* b.tick(2, CONFIG_CLOCK);
        }
      }
    },
  );
}
