import { expect } from "chai";
import fc from "fast-check";
import { always, burst, type Pattern, type Random, random } from "../../../sim/bench/index.ts";
import { moods } from "../moods.ts";
import { CoreRig, coreDesign } from "./core-rig.ts";
import { randomUpdate, traffic } from "./traffic.ts";

// Points of the test plan: back-pressure on all channels, outstanding limit, hazards of partial writes.

/** From one transaction each way to more than the pipelines hold. */
const DESIGNS = {
  "1 read, 1 write": coreDesign({ reads: 1, writes: 1, lanes: 1, slots: 1 }),
  "2 reads, 1 write": coreDesign({ reads: 2, writes: 1, lanes: 2, slots: 2, roundsPerStage: 5 }),
  "3 reads, 5 writes": coreDesign({
    reads: 3,
    writes: 5,
    slots: 2,
    unprogrammed: "error",
    roundsPerStage: 10,
  }),
  "40 reads, 40 writes": coreDesign({ reads: 40, writes: 40, slots: 2 }),
};

const PATTERNS = {
  always,
  moods,
  "1 in 31": burst(1, 30),
  "40 on, 40 off": burst(40, 40),
  "random 10 %": random(0.1),
  "random 50 %": random(0.5),
} satisfies Record<string, Pattern>;

/** One of a record by its name, so that a report of a failure stays readable. */
const one = <T extends object>(choices: T) => fc.constantFrom(...(Object.keys(choices) as (keyof T)[]));

const REQUESTS = 60;

describe("the engine under any pauses of its neighbours", () => {
  it("answers every request and every update: reads, writes of any bytes, errors, and keys that change", () => {
    const pattern = one(PATTERNS);
    const setting = fc.record({
      design: one(DESIGNS),
      send: pattern,
      accept: pattern,
      memoryAccepts: pattern,
      memorySends: pattern,
      slowest: fc.constantFrom(1, 10, 40, 200),
      lines: fc.constantFrom(1, 2, 20),
      updates: fc.constantFrom(0, 0.1, 0.5),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(setting, ({ design, send, accept, memoryAccepts, memorySends, ...rest }) => {
        const { slowest, lines, updates, seed } = rest;
        const memory = {
          accept: PATTERNS[memoryAccepts],
          send: PATTERNS[memorySends],
          latency: (source: Random) => source.between(1, slowest),
          fails: (source: Random) => source.chance(0.1),
        };
        const rig = new CoreRig(DESIGNS[design], {
          send: PATTERNS[send],
          accept: PATTERNS[accept],
          memory,
          seed,
        });
        rig.sim.bench(function* bus(b) {
          rig.update(randomUpdate(b.random, 128, 0));
          yield* rig.settled(b);
          yield* traffic(b, rig, {
            requests: REQUESTS,
            lines: Array.from({ length: lines }, (_, i) => 64 * i),
            keyIds: [0, 1, 2, 3],
            updates,
            keyBits: 128,
          });
        });
        // Each of 60 requests in turn, with an old line to read, 200 cycles for each access and 30 for each handshake.
        expect(rig.sim.run({ cycles: REQUESTS * 1100 }).finished).to.equal(true);
        expect(rig.answers.length + rig.dones.length).to.equal(REQUESTS + 1);
      }),
      { numRuns: 40 },
    );
  });
});
