import { expect } from "chai";
import { Cpuid, cpuid } from "../../../rtl/config/cpuid.ts";
import { type Platform, platformOf } from "../../../rtl/config/platform.ts";
import { simulate } from "../../../sim/bench/index.ts";

const NO_MKTME: Partial<Platform> = { maxKeyIdBits: 0, maxKeys: 0 };
const NOTHING = [0, 0, 0, 0];

/** EAX, EBX, ECX, EDX. */
const ANSWERS: readonly [
  platform: Partial<Platform>,
  leaf: number,
  subleaf: number,
  answer: readonly number[],
][] = [
  [{}, 0x07, 0, [0, 0, 0x2000, 0x4_0000]],
  [NO_MKTME, 0x07, 0, [0, 0, 0x2000, 0]],
  [{ ...NO_MKTME, tme: false }, 0x07, 0, NOTHING],
  [{}, 0x07, 1, NOTHING],
  [{}, 0x1b, 0, [1, 1, 0, 0]],
  [{}, 0x1b, 1, NOTHING],
  [NO_MKTME, 0x1b, 0, NOTHING],
  [{}, 0x8000_0008, 0, [52, 0, 0, 0]],
  [{ physicalBits: 46 }, 0x8000_0008, 0xffff_ffff, [46, 0, 0, 0]],
  [{}, 0x8000_0007, 0, NOTHING],
  [{}, 0, 0, NOTHING],
];

describe("CPUID", () => {
  for (const [platform, leaf, subleaf, answer] of ANSWERS) {
    const registers = answer.map((value) => value.toString(16)).join(" ");
    it(`answers ${registers} to 0x${leaf.toString(16)}, ${subleaf} with ${JSON.stringify(platform)}`, () => {
      const { eax, ebx, ecx, edx } = cpuid(platformOf(platform), leaf, subleaf);
      expect([eax, ebx, ecx, edx]).to.deep.equal(answer);

      using sim = simulate(Cpuid(platform));
      sim.bench(function* (b) {
        b.drive(b.dut.leaf, leaf);
        b.drive(b.dut.subleaf, subleaf);
        yield* b.settle();
        const { eax, ebx, ecx, edx } = b.peek(b.dut);
        expect([eax, ebx, ecx, edx].map(Number)).to.deep.equal(answer);
      });
      sim.run();
    });
  }
});
