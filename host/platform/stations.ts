import { MEMORY_CLOCK } from "../../rtl/engine/memory-system.ts";
import type { Op, StageName } from "./line-life.ts";

export type Clock = "clk" | typeof MEMORY_CLOCK;

/** A place that lines pass, by valid and ready, and the stages that begin there. Paths are below the memory system. */
export interface Station {
  readonly op: Op;
  readonly clock: Clock;
  readonly valid: string;
  readonly ready: string;
  /** Names the line. */
  readonly slot: string;
  /** Begins when the line is first offered. */
  readonly offered?: StageName;
  /** Begins with the transfer. */
  readonly taken?: StageName;
  /** Where the engine's own reading of the line's keyID stands. */
  readonly keyId?: string;
}

/** A stream whose payload names the line. */
const stream = (path: string, slot = "slot") => ({
  valid: `${path}.valid`,
  ready: `${path}.ready`,
  slot: `${path}.payload.${slot}`,
});

/** The register behind the address split, which the register behind the CAM follows. */
const split = (path: string) => ({
  valid: `${path}.split.valid`,
  ready: `${path}.lookup.ready`,
  slot: `${path}.split.slot`,
  keyId: `${path}.split.keyId`,
});

const [read, write] = ["read", "write"] as const;
const clock = "clk";

/** The way of a line through the engine. What comes before and after is `Front`'s, the memory controller is apart. */
export const STATIONS: readonly Station[] = [
  { op: read, clock, ...stream("engine.read.request"), offered: "hazard and drain", taken: "address split" },
  { op: read, clock, ...split("engine.reading.lookup"), taken: "keyID CAM" },
  { op: read, clock, ...stream("engine.memory.read.request"), offered: "memory queue" },
  { op: read, clock, ...stream("engine.memory.read.response"), offered: "tweak wait", taken: "decryption" },
  { op: read, clock, ...stream("engine.reading.data.up", "tag"), offered: "cipher wait" },
  { op: write, clock, ...stream("engine.write.request"), offered: "hazard and drain", taken: "whole line" },
  { op: write, clock, ...stream("engine.writing.up"), taken: "address split" },
  { op: write, clock, ...split("engine.writing.lookup"), taken: "keyID CAM" },
  { op: write, clock, ...stream("engine.writing.lookup.down"), offered: "tweak wait" },
  {
    op: write,
    clock,
    valid: "engine.writing.meet",
    ready: "engine.writing.lines.down.ready",
    slot: "engine.writing.tag",
    offered: "cipher wait",
    taken: "encryption",
  },
  { op: write, clock, ...stream("engine.memory.write.request"), offered: "memory queue" },
  { op: write, clock: MEMORY_CLOCK, ...stream("memory.bus.aw", "id"), taken: "from the memory" },
];
