import { expect } from "chai";
import fc from "fast-check";
import { Random, random } from "../../../sim/bench/index.ts";
import { stats } from "../../../sim/netlist/stats.ts";
import { XTS_VECTORS } from "../../reference/xts-vectors.ts";
import { array, keys as keysOf } from "../arbitraries.ts";
import { bytes, hex } from "../bytes.ts";
import { runs } from "../runs.ts";
import { crypt, elaborateCipher, randomKeys, randomLine } from "./rig.ts";
import { opensslXts } from "./xex.ts";

const ROUNDS = { 128: 10, 256: 14 } as const;
const [STORED, ON_THE_FLY] = ["stored", "on-the-fly"] as const;
/** Rounds a stage that are tried with each number of lanes; `all` is the whole cipher in one stage. */
const FOLDS = {
  1: [
    [1, STORED],
    ["all", STORED],
    [3, ON_THE_FLY],
  ],
  2: [
    [1, STORED],
    [5, STORED],
    ["all", ON_THE_FLY],
  ],
  4: [
    [1, STORED],
    [2, STORED],
    [3, STORED],
    ["all", STORED],
    [1, ON_THE_FLY],
    [2, ON_THE_FLY],
  ],
} as const;

const counted = <T>(length: number, each: (i: number) => T): T[] => Array.from({ length }, (_, i) => each(i));

for (const keyBits of [128, 256] as const) {
  for (const direction of ["encrypt", "decrypt"] as const) {
    for (const lanes of [1, 2, 4] as const) {
      const rounds = ROUNDS[keyBits];
      const interval = 4 / lanes;
      const design = elaborateCipher({ direction, keyBits, lanes });

      describe(`the line cipher of XTS-AES-${keyBits} that ${direction}s, with lanes = ${lanes}`, () => {
        for (const { number, key1, key2, tweak, plaintext, ciphertext } of XTS_VECTORS) {
          if (4 * key1.length !== keyBits) continue;
          it(`gives vector ${number} of IEEE 1619, annex B`, () => {
            const [from, to] = direction === "encrypt" ? [plaintext, ciphertext] : [ciphertext, plaintext];
            const line = bytes(from.padEnd(128, "0"));
            const { lines } = crypt(design, {
              keys: [{ key1: bytes(key1), key2: bytes(key2) }],
              lines: [{ line, tweak: bytes(tweak) }],
            });
            expect(lines.map((result) => result.slice(0, to.length))).to.deep.equal([to]);
          });
        }

        const cycles = 2 * rounds + 3 + interval - 1;
        it(`gives a line ${cycles} cycles after it took it`, () => {
          const source = new Random(1);
          const { taken, given } = crypt(design, {
            keys: [randomKeys(source, keyBits)],
            lines: [{ ...randomLine(source), slot: 0 }],
          });
          expect(given.map((cycle, i) => cycle - taken[i])).to.deep.equal([cycles]);
        });

        it(`gives a line each ${interval === 1 ? "cycle" : `${interval} cycles`}, without a bubble`, () => {
          const source = new Random(2);
          const { taken, given } = crypt(design, {
            keys: counted(4, () => randomKeys(source, keyBits)),
            lines: counted(1000 / interval, () => randomLine(source)),
          });
          expect(given.map((cycle) => cycle - taken[0])).to.deep.equal(
            counted(1000 / interval, (i) => cycles + interval * i),
          );
        });

        it("looks the bytes of all its lanes up in one node a round", () => {
          // Rounds of the data and of the tweak, and SubWord of two key schedules.
          expect(stats(design.netlist).ops.lookup).to.equal(2 * rounds + 2);
        });

        for (const [fold, roundKeys] of FOLDS[lanes]) {
          const roundsPerStage = fold === "all" ? rounds : fold;
          it(`agrees with OpenSSL on random lines, with roundsPerStage = ${roundsPerStage}, roundKeys = ${roundKeys}`, () => {
            const folded = elaborateCipher({ direction, keyBits, lanes, roundsPerStage, roundKeys });
            const keyPairs = keysOf(keyBits / 8, 8).map((all) =>
              counted(4, (i) => ({ key1: all[2 * i], key2: all[2 * i + 1] })),
            );
            const line = fc.record({ line: array(64), tweak: array(16), slot: fc.nat(3) });
            fc.assert(
              fc.property(keyPairs, fc.array(line, { maxLength: 40 }), fc.integer(), (keys, lines, seed) => {
                const pauses = { send: random(0.8), accept: random(0.8), seed };
                const { lines: results, tags } = crypt(folded, { keys, lines, ...pauses });
                expect(results).to.deep.equal(
                  lines.map(({ line, tweak, slot }) => hex(opensslXts(direction, keys[slot], tweak, line))),
                );
                expect(tags).to.deep.equal(counted(lines.length, (i) => i));
              }),
              runs(4),
            );
          });
        }
      });
    }

    it(`the latency of XTS-AES-${keyBits} that ${direction}s shrinks as rounds share a stage, wherever the round keys come from`, () => {
      const latency = (roundsPerStage: number, roundKeys: "stored" | "on-the-fly"): number => {
        const source = new Random(3);
        const design = elaborateCipher({ direction, keyBits, roundsPerStage, roundKeys });
        const keys = [randomKeys(source, keyBits)];
        const { taken, given } = crypt(design, { keys, lines: [{ ...randomLine(source), slot: 0 }] });
        return given[0] - taken[0];
      };
      for (const roundKeys of [STORED, ON_THE_FLY]) {
        const latencies = [1, 2, 5, 7, ROUNDS[keyBits]].map((fold) => latency(fold, roundKeys));
        expect(latencies, roundKeys).to.deep.equal(
          { 128: [23, 13, 7, 7, 5], 256: [31, 17, 9, 7, 5] }[keyBits],
        );
      }
    });
  }
}
