import { expect } from "chai";
import type { Platform } from "../../../rtl/config/platform.ts";
import { runMsr } from "./msr-rig.ts";
import { KEY, NO_KEY, type Surroundings } from "./surroundings.ts";

const ACTIVATE = 0x982;
const EXCLUDE_MASK = 0x983;
const EXCLUDE_BASE = 0x984;

const NO_MKTME: Partial<Platform> = { maxKeyIdBits: 0, maxKeys: 0 };
const REV_1_3: Partial<Platform> = { rev: "1.3", clearSavedKey: false };
const INTEGRITY: Partial<Platform> = {
  algorithms: ["aes-xts-128", "aes-xts-128-integrity", "aes-xts-256", "aes-xts-256-integrity"],
};

interface Row {
  readonly when: string;
  readonly platform?: Partial<Platform>;
  readonly world?: Partial<Surroundings>;
  readonly writes: bigint;
  /** What is read afterwards where the write does not fault; where it does, the register stays 0. */
  readonly reads: bigint | "#GP";
}

const NO_ENTROPY = { entropy: undefined };
/** Integrity is known, and the engine has it. */
const REV_1_5: Partial<Platform> = { ...INTEGRITY, rev: "1.5" };
const REV_1_6: Partial<Platform> = { ...INTEGRITY, rev: "1.6" };

/** Intel 336907 rev 1.3, table 4-3, with what later texts add. */
const ROWS: readonly Row[] = [
  { when: "enable = 0: TME stays off, locked", writes: 0x0n, reads: 0x1n },
  { when: "enable = 0, with other fields", writes: 0x8000_002cn, reads: 0x8000_002dn },
  { when: "the lock bit is written, and ignored", writes: 0x1n, reads: 0x1n },
  { when: "enable = 1, a new key: TME is on, locked", writes: 0x2n, reads: 0x3n },
  { when: "enable = 1, a new key, with other fields", writes: 0x8000_002an, reads: 0x8000_002bn },
  { when: "the random numbers fail: off, not locked", world: NO_ENTROPY, writes: 0x2n, reads: 0x0n },
  { when: "they fail, with other fields", world: NO_ENTROPY, writes: 0x2bn, reads: 0x28n },
  { when: "the engine does not take the key", world: { takes: false }, writes: 0x2n, reads: 0x0n },
  { when: "a key is restored: TME is on, locked", world: { saved: KEY }, writes: 0x6n, reads: 0x7n },
  { when: "the restored key is zero: off, not locked", world: { saved: NO_KEY }, writes: 0x6n, reads: 0x4n },
  {
    when: "half of it is not zero",
    world: { saved: { ...NO_KEY, tweakKey: 1n } },
    writes: 0x6n,
    reads: 0x7n,
  },

  { when: "k = MK_TME_MAX_KEYID_BITS", writes: 0x6_0000_0002n, reads: 0x6_0000_0003n },
  { when: "k is over it", writes: 0x7_0000_0002n, reads: "#GP" },
  { when: "k = 15 of 15", platform: { maxKeyIdBits: 15 }, writes: 0xf_0000_0002n, reads: 0xf_0000_0003n },
  { when: "k > 0 without MKTME", platform: NO_MKTME, writes: 0x1_0000_0002n, reads: "#GP" },
  { when: "k > 0 with enable = 0", writes: 0x1_0000_0000n, reads: "#GP" },
  {
    when: "k > 0, the random numbers fail: no change",
    world: NO_ENTROPY,
    writes: 0x1_0000_0022n,
    reads: 0x0n,
  },
  { when: "k > 0, the restored key is zero: no change", writes: 0x1_0000_0026n, reads: 0x0n },

  { when: "p = k", writes: 0x66_0000_0002n, reads: 0x66_0000_0003n },
  { when: "p > k", writes: 0x65_0000_0002n, reads: "#GP" },
  { when: "p in rev 1.3: reserved", platform: REV_1_3, writes: 0x16_0000_0002n, reads: "#GP" },

  { when: "policy AES-XTS-256", writes: 0x22n, reads: 0x23n },
  {
    when: "a policy that CAPABILITY lacks",
    platform: { algorithms: ["aes-xts-128"] },
    writes: 0x22n,
    reads: "#GP",
  },
  {
    when: "such a policy with enable = 0",
    platform: { algorithms: ["aes-xts-128"] },
    writes: 0x20n,
    reads: "#GP",
  },
  { when: "a policy without a name", writes: 0x42n, reads: "#GP" },
  { when: "a policy with integrity in rev 1.5", platform: REV_1_5, writes: 0x12n, reads: 0x13n },
  { when: "a policy with integrity in rev 1.6", platform: REV_1_6, writes: 0x12n, reads: "#GP" },
  { when: "the other one", platform: REV_1_6, writes: 0x32n, reads: "#GP" },
  {
    when: "a policy with integrity that CAPABILITY lacks",
    platform: { rev: "1.5" },
    writes: 0x12n,
    reads: "#GP",
  },

  { when: "algorithms for PCONFIG", writes: 0x5_0000_0000_0002n, reads: 0x5_0000_0000_0003n },
  { when: "bit 49 without integrity", writes: 0x2_0000_0000_0002n, reads: "#GP" },
  { when: "bit 51 without integrity", writes: 0x8_0000_0000_0002n, reads: "#GP" },
  {
    when: "bits 49 and 51 with integrity",
    platform: REV_1_6,
    writes: 0xf_0000_0000_0002n,
    reads: 0xf_0000_0000_0003n,
  },
  { when: "bit 52", platform: REV_1_6, writes: 0x10_0000_0000_0002n, reads: "#GP" },
  { when: "bit 63", platform: REV_1_6, writes: 0x8000_0000_0000_0002n, reads: "#GP" },

  { when: "bypass", writes: 0x8000_0002n, reads: 0x8000_0003n },
  { when: "bypass that CAPABILITY lacks", platform: { bypass: false }, writes: 0x8000_0002n, reads: "#GP" },
  {
    when: "saving a key where that is not possible",
    platform: { saveKey: false, clearSavedKey: false },
    writes: 0xan,
    reads: "#GP",
  },
  { when: "bit 8", writes: 0x102n, reads: "#GP" },
  { when: "bit 8 where it is SGX_TEM_ENABLE", platform: { sgxTme: true }, writes: 0x102n, reads: 0x103n },
  { when: "bit 9", writes: 0x202n, reads: "#GP" },
  { when: "bit 30", writes: 0x4000_0002n, reads: "#GP" },
  { when: "bit 40", writes: 0x100_0000_0002n, reads: "#GP" },
  { when: "bit 47", writes: 0x8000_0000_0002n, reads: "#GP" },
];

describe("WRMSR of IA32_TME_ACTIVATE", () => {
  for (const { when, platform = {}, world = {}, writes, reads } of ROWS) {
    it(`${reads === "#GP" ? "faults on" : "takes"} 0x${writes.toString(16)}: ${when}`, () => {
      runMsr(
        platform,
        function* (cpu) {
          expect(yield* cpu.write(ACTIVATE, writes)).to.equal(reads === "#GP" ? "#GP" : "ok");
          expect(yield* cpu.read(ACTIVATE)).to.equal(reads === "#GP" ? 0n : reads);
          expect(cpu.engine.enabled).to.equal(reads === "#GP" ? 0n : (BigInt(reads) >> 1n) & 1n);
        },
        world,
      );
    });
  }

  it("leaves what an earlier write that failed has stored, where k > 0 and it fails too", () => {
    runMsr(
      {},
      function* (cpu) {
        yield* cpu.write(ACTIVATE, 0x2an);
        yield* cpu.write(ACTIVATE, 0x1_0000_0002n);
        expect(yield* cpu.read(ACTIVATE)).to.equal(0x28n);
      },
      NO_ENTROPY,
    );
  });

  it("may be tried again after a failure", () => {
    runMsr({}, function* (cpu) {
      cpu.world.entropy = undefined;
      yield* cpu.write(ACTIVATE, 0x2n);
      cpu.world.entropy = KEY;
      yield* cpu.write(ACTIVATE, 0x2n);
      expect(yield* cpu.read(ACTIVATE)).to.equal(0x3n);
      expect(cpu.world.requests).to.equal(2);
    });
  });

  it("asks for no entropy where it faults, disables or restores", () => {
    runMsr(
      {},
      function* (cpu) {
        yield* cpu.write(ACTIVATE, 0x42n);
        yield* cpu.write(ACTIVATE, 0x6n);
        expect([cpu.world.requests, cpu.world.entries.length]).to.deep.equal([0, 1]);
        yield* cpu.reset();
        yield* cpu.write(ACTIVATE, 0x0n);
        expect([cpu.world.requests, cpu.world.entries.length]).to.deep.equal([0, 1]);
      },
      { saved: KEY },
    );
  });
});

describe("the exclusion range", () => {
  const MASKS: readonly [mask: bigint, physicalBits: number, outcome: "ok" | "#GP"][] = [
    [0x0n, 52, "ok"],
    [0x800n, 52, "ok"],
    [0xf_ffff_ffff_f000n, 52, "ok"],
    [0xf_ffff_ffff_f800n, 52, "ok"],
    [0xf_ff00_0000_0800n, 52, "ok"],
    [0x8_0000_0000_0000n, 52, "ok"],
    [0x7_ffff_ffff_f000n, 52, "#GP"],
    [0xf_fffe_ffff_f000n, 52, "#GP"],
    [0x1000n, 52, "#GP"],
    [0x1_0000_0000_0000n << 4n, 52, "#GP"],
    [0x400n, 52, "#GP"],
    [0x1n, 52, "#GP"],
    [0x3fff_ffff_f000n, 46, "ok"],
    [0x7fff_ffff_f000n, 46, "#GP"],
    [0x4000_0000_0000n, 46, "#GP"],
    [0xf_8000_0800n, 36, "ok"],
    [0x1f_8000_0800n, 36, "#GP"],
  ];
  for (const [mask, physicalBits, outcome] of MASKS) {
    it(`${outcome === "ok" ? "takes" : "faults on"} the mask 0x${mask.toString(16)} with ${physicalBits} bits`, () => {
      runMsr({ physicalBits }, function* (cpu) {
        expect(yield* cpu.write(EXCLUDE_MASK, mask)).to.equal(outcome);
        expect(yield* cpu.read(EXCLUDE_MASK)).to.equal(outcome === "ok" ? mask : 0n);
      });
    });
  }

  const BASES: readonly [base: bigint, physicalBits: number, outcome: "ok" | "#GP"][] = [
    [0x5_5555_5555_5000n, 52, "ok"],
    [0x10_0000_0000_0000n, 52, "#GP"],
    [0x800n, 52, "#GP"],
    [0x3fff_ffff_f000n, 46, "ok"],
    [0x4000_0000_0000n, 46, "#GP"],
  ];
  for (const [base, physicalBits, outcome] of BASES) {
    it(`${outcome === "ok" ? "takes" : "faults on"} the base 0x${base.toString(16)} with ${physicalBits} bits`, () => {
      runMsr({ physicalBits }, function* (cpu) {
        expect(yield* cpu.write(EXCLUDE_BASE, base)).to.equal(outcome);
        expect(yield* cpu.read(EXCLUDE_BASE)).to.equal(outcome === "ok" ? base : 0n);
      });
    });
  }
});
