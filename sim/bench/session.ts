import type { Engine } from "../netlist/engine.ts";
import type { Netlist } from "../netlist/netlist.ts";
import { Clocks } from "./clocks.ts";
import { Drives } from "./drives.ts";
import { Pins } from "./pins.ts";
import { Scheduler } from "./scheduler.ts";

/** What the parts of one simulation share. */
export class Session {
  readonly engine: Engine;
  /** The netlist before the passes. */
  readonly written: Netlist;
  readonly seed: number;
  readonly pins: Pins;
  readonly drives: Drives;
  readonly scheduler: Scheduler;
  readonly clocks: Clocks;
  /** `finish()` was called: the time step is the last. */
  isFinishing = false;

  constructor(engine: Engine, written: Netlist, io: object, seed: number) {
    this.engine = engine;
    this.written = written;
    this.seed = seed;
    this.pins = new Pins(engine, io);
    this.drives = new Drives(engine, written);
    this.scheduler = new Scheduler(engine.netlist.domains.length);
    this.clocks = new Clocks(engine, this.scheduler);
  }
}
