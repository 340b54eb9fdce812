import { expect } from "chai";
import fc from "fast-check";
import { isExcluded } from "../../../rtl/engine/range-check.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { elaborate, In, module, Out } from "../../../sim/hdl/index.ts";

const design = elaborate(
  module(
    "RangeCheck",
    {
      range: { excludeEnable: In(1), excludeMask: In(52), excludeBase: In(52) },
      keyId: In(15),
      physical: In(52),
      excluded: Out(1),
    },
    ({ range, keyId, physical, excluded }) => excluded.drive(isExcluded(range, keyId, physical)),
  ),
);

interface Question {
  readonly enable?: number;
  readonly mask: bigint;
  readonly base: bigint;
  readonly keyId?: number;
  readonly physical: bigint;
}

function check({ enable = 1, mask, base, keyId = 0, physical }: Question): boolean {
  const sim = simulate(design);
  const { range } = sim.dut;
  sim.drive(range.excludeEnable, enable);
  sim.drive(range.excludeMask, mask);
  sim.drive(range.excludeBase, base);
  sim.drive(sim.dut.keyId, keyId);
  sim.drive(sim.dut.physical, physical);
  sim.run({ time: 1 });
  return sim.peek(sim.dut.excluded) === 1n;
}

/** 64 KiB from 2 MiB. */
const RANGE = { mask: 0xf_ffff_ffff_0000n, base: 0x20_0000n };

describe("the exclusion range", () => {
  it("holds its first and its last line, and not those before and after", () => {
    const inside = [0x1f_ffc0n, 0x20_0000n, 0x20_ffc0n, 0x21_0000n].map((physical) =>
      check({ ...RANGE, physical }),
    );
    expect(inside).to.deep.equal([false, true, true, false]);
  });

  it("holds nothing of a keyID other than 0", () => {
    for (const keyId of [1, 2, 0x4000, 0x7fff]) {
      expect(check({ ...RANGE, keyId, physical: 0x20_0000n }), `keyID ${keyId}`).to.equal(false);
    }
  });

  it("holds nothing while it is not enabled", () => {
    expect(check({ ...RANGE, enable: 0, physical: 0x20_0000n })).to.equal(false);
  });

  it("holds everything under a mask of zeros", () => {
    expect(check({ mask: 0n, base: 0x20_0000n, physical: 0xf_ffff_ffff_ffc0n })).to.equal(true);
  });

  it("does not look at bits of the base outside the mask", () => {
    expect(check({ ...RANGE, base: RANGE.base + 0xfff0n, physical: 0x20_8000n })).to.equal(true);
  });

  it("is where address and base agree in all bits of the mask, for any mask", () => {
    const word = fc.bigInt({ min: 0n, max: 2n ** 52n - 1n });
    fc.assert(
      fc.property(word, word, word, fc.nat(51), (mask, base, noise, bit) => {
        const same = (base & mask) | (noise & ~mask);
        const flipped = same ^ (1n << BigInt(bit));
        expect(check({ mask, base, physical: same })).to.equal(true);
        expect(check({ mask, base, physical: flipped })).to.equal(((mask >> BigInt(bit)) & 1n) === 0n);
      }),
      { numRuns: 50 },
    );
  });
});
