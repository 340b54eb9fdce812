import { expect } from "chai";
import fc from "fast-check";
import { DataPipeline } from "../../../rtl/xts/data-pipeline.ts";
import { withDefaults } from "../../../rtl/xts/geometry.ts";
import { random, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { stats } from "../../../sim/netlist/stats.ts";
import { array, keys as keysOf } from "../arbitraries.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { pass } from "../passage.ts";
import { runs } from "../runs.ts";
import { xex } from "./xex.ts";

for (const keyBits of [128, 256] as const) {
  const rounds = { 128: 10, 256: 14 }[keyBits];

  for (const direction of ["encrypt", "decrypt"] as const) {
    for (const lanes of [1, 2, 4] as const) {
      const design = elaborate(DataPipeline(withDefaults({ direction, keyBits, lanes })));

      describe(`the data pipeline of XTS-AES-${keyBits} that ${direction}s, with lanes = ${lanes}`, () => {
        it("puts each block through AES between its masks, under the key of its slot", () => {
          const item = fc.record({
            beat: array(16 * lanes),
            mask: array(16),
            slot: fc.nat(3),
            tag: fc.nat(255),
          });
          fc.assert(
            fc.property(keysOf(keyBits / 8, 4), fc.array(item), fc.integer(), (keys, items, seed) => {
              const { results } = pass(simulate(design, { seed }), {
                first: (b) => loadKeys(b, b.dut.load, keys),
                items,
                send: random(0.8),
                accept: random(0.7),
              });
              expect(results.map(({ beat, tag }) => [hex(beat), tag[0]])).to.deep.equal(
                items.map(({ beat, mask, slot, tag }) => [hex(xex(direction, keys[slot], mask, beat)), tag]),
              );
            }),
            runs(8),
          );
        });

        it(`takes a beat a cycle, and gives it ${rounds + 2} cycles later`, () => {
          const { taken, given } = pass(simulate(design), {
            first: (b) => loadKeys(b, b.dut.load, [new Uint8Array(keyBits / 8)]),
            items: Array.from({ length: 30 }, (_, beat) => ({ beat, mask: 1, slot: 0, tag: 0 })),
          });
          expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal(taken.map((_, i) => i));
          expect(given.map((cycle, i) => cycle - taken[i])).to.deep.equal(taken.map(() => rounds + 2));
        });

        it("looks the bytes of all its lanes up in one node a round", () => {
          const { nodes } = design.netlist;
          expect(stats(design.netlist).ops.lookup).to.equal(rounds);
          expect(nodes.filter(({ op }) => op === "lookup").map((node) => node.lanes)).to.deep.equal(
            Array(rounds).fill(16 * lanes),
          );
        });
      });
    }
  }
}
