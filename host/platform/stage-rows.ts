import { MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import type { Lane } from "../../sim/waves/string-lane.ts";
import type { LineLife, Op, StageName } from "./line-life.ts";
import type { LineLives } from "./line-lives.ts";

/** How the names of the rows begin; the slot's number follows. */
export const SLOT_LANE = "slot";

/** Green is the cipher, blue the memory, red and brown wait for something. */
const COLOURS: Readonly<Record<StageName, string>> = {
  "fabric queue": "black",
  "hazard and drain": "firebrick",
  "whole line": "darkslategray",
  "address split": "darkslategray",
  "keyID CAM": "darkcyan",
  "memory queue": "dimgray",
  DRAM: "mediumblue",
  "from the memory": "steelblue",
  "tweak wait": "firebrick",
  "cipher wait": "firebrick",
  decryption: "darkgreen",
  encryption: "darkgreen",
  reorder: "sienna",
  response: "purple",
};

/** A slot's row, and what it shows. */
interface Row {
  readonly lane: Lane;
  life: LineLife | undefined;
  stage: StageName | undefined;
}

/** Rows of text, one for each slot of the bus's front, that say which line is in it and in which stage: `R5_DRAM`. */
export class StageRows {
  private readonly op: Op;
  private readonly lives: LineLives;
  private readonly nameOf: (slot: number) => string;
  private readonly rows: readonly Row[];

  constructor(
    sim: Simulation<unknown>,
    top: string,
    op: Op,
    lives: LineLives,
    nameOf: (slot: number) => string,
  ) {
    const scope = `${top}.front.${op}s`;
    const { width: slots } = sim.signal(`${scope}.order.busy`);
    this.op = op;
    this.lives = lives;
    this.nameOf = nameOf;
    this.rows = Array.from({ length: slots }, (_, slot) => ({
      lane: sim.lane(`${SLOT_LANE}${slot}`, scope),
      life: undefined,
      stage: undefined,
    }));
    for (const clock of ["clk", MEMORY_CLOCK]) sim.atEdge(() => this.update(), clock);
  }

  private update(): void {
    for (const [slot, row] of this.rows.entries()) {
      const life = this.lives.at(this.op, slot);
      const stage = life?.stage;
      if (life === row.life && stage === row.stage) continue;
      row.life = life;
      row.stage = stage;
      // Before it is offered to the engine a line has no name.
      if (stage === undefined || stage === "fabric queue") row.lane.set("");
      else row.lane.set(`${this.nameOf(slot)} ${stage}`, COLOURS[stage]);
    }
  }
}
