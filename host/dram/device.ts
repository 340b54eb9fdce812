import { AddressMap, type Interleave } from "../../rtl/dram/address.ts";
import type { CommandName } from "../../rtl/dram/command.ts";
import { bankCount, type DramDevice } from "../../rtl/dram/timing.ts";
import { LINE_BYTES } from "../../rtl/xts/geometry.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { DomainRef } from "../../sim/bench/clocks.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import { Fifo } from "../../sim/bench/fifo.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { type DramPins, type SeenCommand, watchCommands } from "./command-monitor.ts";

export interface MemoryDeviceOptions {
  readonly device: DramDevice;
  /** As the controller has it, so that the cells are found by address. */
  readonly interleave?: Interleave;
  /** Clock domain of the pins; `clk` unless given. */
  readonly domain?: DomainRef;
}

/** A line on its way back. */
interface Burst {
  readonly line: Uint8Array;
  /** The edge by which its last beat has arrived. */
  readonly due: number;
}

/**
 * The memory device at the controller's pins. Data of a read stands at the pins before the edge CL + BL after its RD. The cells
 * take a line with its WR. What was never written reads as zeros. It believes what the pins say: timing is the checker's.
 * The reset of the domain is the device's: no data comes of a RD before it; the cells keep what they hold.
 */
export class MemoryDevice {
  /** What the cells hold, by physical address of the line: what somebody with probes would dump. */
  readonly cells = new Map<number, Uint8Array>();
  /** Commands taken so far. */
  readonly commands: Readonly<Record<CommandName, number>>;
  private readonly counts: Record<CommandName, number> = { ACT: 0, PRE: 0, PREA: 0, RD: 0, WR: 0, REF: 0 };
  private readonly pins: DramPins;
  private readonly map: AddressMap;
  private readonly latency: number;
  private readonly rows: number[];
  private readonly bursts = new Fifo<Burst>();
  /** Counts resets, edge by edge. */
  private lives = 0;
  private wake = (): void => {};

  constructor(sim: Simulation<unknown>, pins: DramPins, { device, interleave, domain }: MemoryDeviceOptions) {
    const { organisation, figures } = device;
    this.pins = pins;
    this.commands = this.counts;
    this.map = new AddressMap(organisation, interleave);
    this.latency = figures.CL + figures.BL;
    this.rows = new Array<number>(bankCount(organisation)).fill(0);
    watchCommands(sim, pins, { take: this.take.bind(this), reset: this.reset.bind(this) }, domain);
    sim.drive(pins.readValid, 0);
    const body = this.answer.bind(this);
    sim.background((b) => body(b), domain === undefined ? { name: "dram" } : { name: "dram", domain });
  }

  private take(seen: SeenCommand): void {
    const { command, bankGroup, bank, column, cycle } = seen;
    this.counts[command]++;
    const index = bankGroup * this.map.organisation.banksPerGroup + bank;
    if (command === "ACT") this.rows[index] = seen.row;
    if (command !== "RD" && command !== "WR") return;
    const address = this.map.addressOf({ bankGroup, bank, row: this.rows[index], column });
    if (command === "WR") {
      this.cells.set(address, seen.line);
      return;
    }
    const line = this.cells.get(address) ?? new Uint8Array(LINE_BYTES);
    this.bursts.push({ line, due: cycle + this.latency });
    this.wake();
  }

  private reset(): void {
    this.lives++;
    while (this.bursts.shift());
  }

  private *answer(b: Bench<unknown>): Task {
    const { readValid, readLine } = this.pins;
    const arrived = b.event("a read");
    this.wake = () => arrived.notify();
    for (;;) {
      const burst = this.bursts.shift();
      if (!burst) {
        yield* arrived.wait(Infinity);
        continue;
      }
      const wait = burst.due - 1 - b.cycle;
      const { lives } = this;
      if (wait > 0) yield* b.tick(wait);
      if (lives !== this.lives) continue;
      b.drive(readValid, 1);
      b.drive(readLine, burst.line);
      yield* b.tick();
      b.drive(readValid, 0);
    }
  }
}
