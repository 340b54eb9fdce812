import { expect } from "chai";
import fc from "fast-check";
import { DataPath } from "../../../rtl/xts/data-path.ts";
import { withDefaults } from "../../../rtl/xts/geometry.ts";
import { random, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { array, keys as keysOf } from "../arbitraries.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { pass } from "../passage.ts";
import { runs } from "../runs.ts";
import { xex } from "./xex.ts";

for (const lanes of [1, 2, 4] as const) {
  for (const direction of ["encrypt", "decrypt"] as const) {
    const design = elaborate(DataPath(withDefaults({ direction, keyBits: 128, lanes })));
    const beats = 4 / lanes;

    describe(`the data path that ${direction}s, with lanes = ${lanes}`, () => {
      it("puts the four blocks of a line through AES between T, αT, α²T and α³T", () => {
        const item = fc.record({ line: array(64), mask: array(16), slot: fc.nat(3), tag: fc.nat(255) });
        fc.assert(
          fc.property(keysOf(16, 4), fc.array(item), fc.integer(), (keys, items, seed) => {
            const { results } = pass(simulate(design, { seed }), {
              first: (b) => loadKeys(b, b.dut.load, keys),
              items,
              send: random(0.8),
              accept: random(0.7),
            });
            expect(results.map(({ line, tag }) => [hex(line), tag[0]])).to.deep.equal(
              items.map(({ line, mask, slot, tag }) => [hex(xex(direction, keys[slot], mask, line)), tag]),
            );
          }),
          runs(8),
        );
      });

      it(`gives a line each ${beats} cycles, 12 cycles after it took the line`, () => {
        const { taken, given } = pass(simulate(design), {
          first: (b) => loadKeys(b, b.dut.load, [new Uint8Array(16)]),
          items: Array.from({ length: 20 }, (_, line) => ({ line, mask: 1, slot: 0, tag: 0 })),
        });
        expect(given.map((cycle) => cycle - given[0])).to.deep.equal(given.map((_, i) => beats * i));
        expect(given.map((cycle, i) => cycle - taken[i])).to.deep.equal(given.map(() => 12));
      });
    });
  }
}
