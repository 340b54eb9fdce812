import { expect } from "chai";
import { always, type Pattern, type Random } from "../../../sim/bench/index.ts";
import { moods } from "../moods.ts";
import { type CoreDesign, CoreRig, coreDesign, type RigOptions } from "./core-rig.ts";
import { randomUpdate, type Traffic, traffic } from "./traffic.ts";

// Points of the test plan: smoke, key length, multi keyID, bypass, DRAM image, back-pressure on all channels, outstanding limit.

interface Setting {
  readonly name: string;
  readonly design: CoreDesign;
  readonly levels?: RigOptions["levels"];
  /** KeyIDs that have a key of their own at first. */
  readonly programmed: readonly number[];
  readonly traffic: Omit<Traffic, "keyBits">;
}

const line = (index: number) => 64 * index;
/** Five lines next to each other, and one of an exclusion range. */
const LINES = [0, 1, 2, 3, 4, 0x4_0000].map(line);

const SETTINGS: readonly Setting[] = [
  {
    name: "AES-128, four lanes, 64 slots",
    design: coreDesign(),
    programmed: [1, 2, 3, 62],
    traffic: { requests: 1200, lines: LINES, keyIds: [0, 1, 2, 3, 4, 62, 63], updates: 0.02 },
  },
  {
    name: "AES-256, four lanes, 15 keyID bits of 52, exclusion range",
    design: coreDesign({ keyBits: 256, physicalBits: 52 }),
    levels: {
      keyIdBits: 15,
      excludeEnable: true,
      excludeMask: 0xf_ffff_ff00_0000n,
      excludeBase: 0x100_0000n,
    },
    programmed: [1, 0x7fff],
    traffic: { requests: 600, lines: LINES, keyIds: [0, 0, 1, 2, 0x7fff], updates: 0.02 },
  },
  {
    name: "AES-128, two lanes, two rounds a stage, two slots, keyIDs without a key refused",
    design: coreDesign({ lanes: 2, roundsPerStage: 2, slots: 2, unprogrammed: "error", reads: 5, writes: 3 }),
    programmed: [1],
    traffic: { requests: 600, lines: LINES, keyIds: [0, 1, 2, 3], updates: 0.05 },
  },
  {
    name: "AES-128, four lanes, round keys on the fly",
    design: coreDesign({ slots: 4, roundKeys: "on-the-fly" }),
    programmed: [1, 2],
    traffic: { requests: 600, lines: LINES, keyIds: [0, 1, 2, 3], updates: 0.05 },
  },
  {
    name: "AES-256, two lanes, three rounds a stage, round keys on the fly",
    design: coreDesign({ keyBits: 256, lanes: 2, roundsPerStage: 3, slots: 2, roundKeys: "on-the-fly" }),
    programmed: [1],
    traffic: { requests: 300, lines: LINES, keyIds: [0, 1, 2], updates: 0.05 },
  },
  {
    name: "AES-256, one lane, two rounds a stage, keyID 0 bypassed, one read and one write at once",
    design: coreDesign({ keyBits: 256, lanes: 1, roundsPerStage: 2, slots: 1, reads: 1, writes: 1 }),
    levels: { bypass: true },
    programmed: [5],
    traffic: { requests: 300, lines: LINES, keyIds: [0, 5, 6], updates: 0.05 },
  },
  {
    name: "engine disabled, all address bits physical",
    design: coreDesign({ physicalBits: 16 }),
    levels: { enabled: false, keyIdBits: 0 },
    programmed: [],
    traffic: { requests: 600, lines: LINES.slice(0, 5), keyIds: [0] },
  },
];

/** A memory whose answers overtake each other; one in fifty of them is an error. */
const UNRULY = {
  latency: (random: Random) => random.pick([1, 2, 20, random.between(1, 80)]),
  fails: (random: Random) => random.chance(0.02),
};

describe("random traffic through the engine", () => {
  for (const [pauses, pattern] of Object.entries<Pattern>({
    "full speed": always,
    "pauses on all ports": moods,
  })) {
    for (const { name, design, levels, programmed, traffic: work } of SETTINGS) {
      const { keyBits } = design.build;

      it(`stores each line encrypted and reads back what was written (${name}; ${pauses})`, () => {
        const rig = new CoreRig(design, {
          ...(levels && { levels }),
          memory: { ...UNRULY, accept: pattern, send: pattern },
          send: pattern,
          accept: pattern,
          seed: 3,
        });
        rig.sim.bench(function* bus(b) {
          for (const keyId of [0, ...programmed]) rig.update(randomUpdate(b.random, keyBits, keyId));
          yield* rig.settled(b);
          yield* traffic(b, rig, { ...work, keyBits });
        });
        rig.sim.run();
        expect(rig.answers.length + rig.dones.length).to.equal(work.requests + 1 + programmed.length);
      });
    }
  }
});
