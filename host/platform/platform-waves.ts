import { CONFIG_CLOCK, MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import type { Netlist } from "../../sim/netlist/netlist.ts";
import type { Colour, Dumped, Group, SaveFile } from "../../sim/waves/save-file.ts";
import { littleEndian } from "../little-endian.ts";
import { TRANSACTION_LANE, TransactionLanes } from "../transaction-lanes.ts";
import type { Op } from "./line-life.ts";
import type { LineLives } from "./line-lives.ts";
import { SLOT_LANE, StageRows } from "./stage-rows.ts";

/** A read from a closed bank on its way there and back, with its name readable in each stage. */
const WINDOW_PS = 72_000;
const LEAD_PS = 4_000;
/** Slots whose rows are open. */
const OPEN_SLOTS = 10;

/** Rows that name the line in each stage of the engine, and the layout that shows them. */
export class PlatformWaves {
  private readonly top: string;
  /** When the first line of each direction was asked for, in ps. */
  private readonly busy = { read: 0, write: 0 };

  constructor(sim: Simulation<unknown>, netlist: Netlist, lives: LineLives) {
    this.top = netlist.name;
    for (const [op, letter, path] of [
      ["read", "R", "reading"],
      ["write", "W", "writing"],
    ] as const) {
      const port = `${this.top}.engine.${op}.request`;
      const lanes = new TransactionLanes(sim, netlist, letter, `${this.top}.engine.${path}`, port);
      new StageRows(sim, this.top, op, lives, (slot) => lanes.nameOf(slot));
      sim.background((bench) => this.follow(bench, op, port, lanes), { name: `rows of ${op}s` });
    }
  }

  /** What GTKWave shows first: the clocks, the lines in the engine's stages, the commands at the memory, the registers. */
  readonly layout = ({ variables }: Dumped): SaveFile => {
    const below = (path: string) =>
      variables.filter((variable) => variable.path.startsWith(`${this.top}.${path}`));
    const rows = (path: string) =>
      below(path)
        .filter(({ name }) => name === TRANSACTION_LANE)
        .map(({ path: lane }) => ({ path: lane, alias: lane.split(".").at(-2) ?? lane }));
    const signals = (path: string) =>
      below(path)
        .filter(({ kind }) => kind !== "text")
        .map(({ path: signal }) => ({ path: signal }));
    const way = (title: string, port: string, path: string, colour: Colour): Group => ({
      title,
      open: true,
      colour,
      traces: [
        ...rows(`engine.${port}.request`).map(({ path: lane }) => ({ path: lane, alias: "asked for" })),
        ...rows(`engine.${path}.lookup.`),
        ...rows(`engine.${path}.data.`),
      ],
      groups: [
        { title: "stages of the tweak", colour, traces: rows(`engine.${path}.tweaks.`) },
        { title: "lines", colour, traces: signals(`engine.${port}.`) },
      ],
    });
    const byStage = (op: Op): Group => {
      const slots = below(`front.${op}s.${SLOT_LANE}`)
        .filter(({ kind }) => kind === "text")
        .map(({ path }) => ({ path }));
      const others = slots.slice(OPEN_SLOTS);
      return {
        title: `${op}s by slot, in which stage`,
        open: op === "read",
        traces: slots.slice(0, OPEN_SLOTS),
        groups: others.length === 0 ? [] : [{ title: "other slots", traces: others }],
      };
    };
    const clocks = ["clk", MEMORY_CLOCK, CONFIG_CLOCK].map((name) => ({ path: `${this.top}.${name}` }));
    const from = Math.max(0, (this.busy.read || this.busy.write) - LEAD_PS);
    return {
      groups: [
        { title: "clocks: fabric, memory, configuration", open: true, traces: clocks },
        byStage("read"),
        way("reads, decrypted", "read", "reading", "normal"),
        { title: "commands at the memory", open: true, colour: "orange", traces: signals("dram.") },
        byStage("write"),
        way("writes, encrypted", "write", "writing", "yellow"),
        { title: "bus", traces: signals("bus.") },
        { title: "registers and PCONFIG", traces: [...signals("msr."), ...signals("pconfig.")] },
      ],
      window: { from, to: from + WINDOW_PS },
    };
  };

  private *follow(bench: Bench<unknown>, op: "read" | "write", port: string, lanes: TransactionLanes): Task {
    const at = (field: string) => bench.signal(`${port}.${field}`);
    const watched = {
      valid: at("valid"),
      ready: at("ready"),
      slot: at("payload.slot"),
      address: at("payload.address"),
    };
    let isNew = true;
    for (;;) {
      yield* bench.tick();
      const now = bench.peekBytes(watched);
      if (now.valid[0] !== 1) lanes.idle();
      else if (isNew) {
        this.busy[op] ||= bench.now;
        lanes.offer(now.slot[0], littleEndian(now.address));
      }
      // What is taken at the next edge makes room for another one.
      isNew = now.valid[0] !== 1 || now.ready[0] === 1;
      lanes.update(bench);
    }
  }
}
