import { expect } from "chai";
import fc from "fast-check";
import { withDefaults } from "../../../rtl/xts/geometry.ts";
import { TweakPipeline } from "../../../rtl/xts/tweak-pipeline.ts";
import { random, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { openssl } from "../aes/openssl.ts";
import { array, keys as keysOf } from "../arbitraries.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { pass } from "../passage.ts";
import { runs } from "../runs.ts";

for (const keyBits of [128, 256] as const) {
  const cycles = { 128: 11, 256: 15 }[keyBits];

  for (const direction of ["encrypt", "decrypt"] as const) {
    const design = elaborate(TweakPipeline(withDefaults({ direction, keyBits })));

    describe(`the tweak pipeline of XTS-AES-${keyBits} that ${direction}s`, () => {
      it("encrypts the tweak under the key of its slot, and gives slot and tag back with it", () => {
        const item = fc.record({ tweak: array(16), slot: fc.nat(3), tag: fc.nat(255) });
        fc.assert(
          fc.property(keysOf(keyBits / 8, 4), fc.array(item), fc.integer(), (keys, items, seed) => {
            const { results } = pass(simulate(design, { seed }), {
              first: (b) => loadKeys(b, b.dut.load, keys),
              items,
              send: random(0.8),
              accept: random(0.7),
            });
            const shown = results.map(({ mask, slot, tag }) => [hex(mask), slot[0], tag[0]]);
            expect(shown).to.deep.equal(
              items.map(({ tweak, slot, tag }) => [hex(openssl("encrypt", keys[slot], tweak)), slot, tag]),
            );
          }),
          runs(10),
        );
      });

      it(`takes a tweak a cycle, and gives it ${cycles} cycles later`, () => {
        const { taken, given } = pass(simulate(design), {
          first: (b) => loadKeys(b, b.dut.load, [new Uint8Array(keyBits / 8)]),
          items: Array.from({ length: 30 }, (_, tweak) => ({ tweak, slot: 0, tag: 0 })),
        });
        expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal(taken.map((_, i) => i));
        expect(given.map((cycle, i) => cycle - taken[i])).to.deep.equal(taken.map(() => cycles));
      });

      it("stops the run where the keys of a slot change under a tweak", () => {
        const keys = [new Uint8Array(keyBits / 8)];
        const change = () =>
          pass(simulate(design), {
            *first(b) {
              yield* loadKeys(b, b.dut.load, keys);
              const again = function* () {
                yield* b.tick(4);
                yield* loadKeys(b, b.dut.load, keys);
              };
              b.fork(again());
            },
            items: [{ tweak: 0, slot: 0, tag: 0 }],
          });
        expect(change).to.throw(
          "ASSERT: TweakPipeline: the keys of a slot change while its items are in flight, with slot = 0x0, round = 0x0",
        );
      });
    });
  }
}
