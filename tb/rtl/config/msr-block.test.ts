import { expect } from "chai";
import type { Platform } from "../../../rtl/config/platform.ts";
import { runMsr } from "./msr-rig.ts";

const CAPABILITY = 0x981;
const ACTIVATE = 0x982;
const EXCLUDE_MASK = 0x983;
const EXCLUDE_BASE = 0x984;
const CLEAR_SAVED_KEY = 0x9fb;
const CORE_ACTIVATE = 0x9ff;
const PARTITIONING = 0x87;

const NO_MKTME: Partial<Platform> = { maxKeyIdBits: 0, maxKeys: 0 };
const INTEGRITY: Partial<Platform> = {
  algorithms: ["aes-xts-128", "aes-xts-128-integrity", "aes-xts-256", "aes-xts-256-integrity"],
};

describe("after the lock", () => {
  const LOCKED: readonly [
    register: string,
    address: number,
    value: bigint,
    knob: "lockedActivate" | "lockedExclude",
  ][] = [
    ["IA32_TME_ACTIVATE", ACTIVATE, 0x0n, "lockedActivate"],
    ["IA32_TME_EXCLUDE_MASK", EXCLUDE_MASK, 0x0n, "lockedExclude"],
    ["IA32_TME_EXCLUDE_BASE", EXCLUDE_BASE, 0x0n, "lockedExclude"],
  ];
  const BEFORE: Readonly<Record<number, bigint>> = {
    [ACTIVATE]: 0x3n,
    [EXCLUDE_MASK]: 0xf_ffff_0000_0800n,
    [EXCLUDE_BASE]: 0x1_0000_0000n,
  };

  for (const [register, address, value, knob] of LOCKED) {
    for (const [response, outcome] of [
      ["fault", "#GP"],
      ["ignore", "ok"],
    ] as const) {
      it(`WRMSR of ${register} changes nothing: ${response}`, () => {
        runMsr({ [knob]: response }, function* (cpu) {
          expect(yield* cpu.write(EXCLUDE_MASK, 0xf_ffff_0000_0800n)).to.equal("ok");
          expect(yield* cpu.write(EXCLUDE_BASE, 0x1_0000_0000n)).to.equal("ok");
          expect(yield* cpu.write(ACTIVATE, 0x2n)).to.equal("ok");
          expect(yield* cpu.write(address, value)).to.equal(outcome);
          expect(yield* cpu.read(address)).to.equal(BEFORE[address]);
          expect(cpu.world.requests).to.equal(1);
        });
      });
    }
  }

  it("a value that would fault before it is ignored where writes are ignored", () => {
    runMsr({ lockedActivate: "ignore" }, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0x0n);
      expect(yield* cpu.write(ACTIVATE, 0x200n)).to.equal("ok");
    });
  });

  it("reset unlocks, and clears the registers", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(EXCLUDE_MASK, 0xf_ffff_0000_0800n);
      yield* cpu.write(ACTIVATE, 0x2n);
      yield* cpu.reset();
      expect(yield* cpu.read(ACTIVATE)).to.equal(0n);
      expect(yield* cpu.read(EXCLUDE_MASK)).to.equal(0n);
      expect(yield* cpu.write(EXCLUDE_MASK, 0x0n)).to.equal("ok");
    });
  });
});

describe("IA32_TME_CAPABILITY", () => {
  const VALUES: readonly [what: string, platform: Partial<Platform>, value: bigint][] = [
    ["both algorithms, bypass, clearing, 6 bits, 63 keys", {}, 0x3f6_c000_0005n],
    ["AES-XTS-128 alone", { algorithms: ["aes-xts-128"] }, 0x3f6_c000_0001n],
    ["AES-XTS-256 alone", { algorithms: ["aes-xts-256"] }, 0x3f6_c000_0004n],
    ["integrity too", INTEGRITY, 0x3f6_c000_000fn],
    ["no bypass", { bypass: false }, 0x3f6_4000_0005n],
    ["no clearing of the saved key", { clearSavedKey: false }, 0x3f6_8000_0005n],
    ["TME alone", NO_MKTME, 0xc000_0005n],
    ["15 bits and all their keys", { maxKeyIdBits: 15, maxKeys: 32_767 }, 0x7_ffff_c000_0005n],
    ["fewer keys than 6 bits could name", { maxKeys: 40 }, 0x286_c000_0005n],
  ];
  for (const [what, platform, value] of VALUES) {
    it(`says 0x${value.toString(16)}: ${what}`, () => {
      runMsr(platform, function* (cpu) {
        expect(yield* cpu.read(CAPABILITY)).to.equal(value);
        expect(yield* cpu.write(CAPABILITY, value)).to.equal("#GP");
      });
    });
  }
});

describe("MK_TME_CORE_ACTIVATE", () => {
  it("reads the keyID bits of the package once 0 was written after the activation", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(CORE_ACTIVATE, 0n);
      expect(yield* cpu.read(CORE_ACTIVATE)).to.equal(0n);
      yield* cpu.write(ACTIVATE, 0x5_0005_0000_0002n);
      expect(yield* cpu.read(CORE_ACTIVATE)).to.equal(0n);
      expect(yield* cpu.write(CORE_ACTIVATE, 0n)).to.equal("ok");
      expect(yield* cpu.read(CORE_ACTIVATE)).to.equal(0x5_0000_0000n);
    });
  });

  it("faults on a write of anything but 0, its own value included", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0x5_0005_0000_0002n);
      yield* cpu.write(CORE_ACTIVATE, 0n);
      for (const value of [0x1n, 0x5_0000_0000n, 0x8000_0000_0000_0000n])
        expect(yield* cpu.write(CORE_ACTIVATE, value)).to.equal("#GP");
    });
  });
});

describe("registers that a platform does not have", () => {
  const ABSENT: readonly [why: string, platform: Partial<Platform>, addresses: readonly number[]][] = [
    [
      "no TME",
      { ...NO_MKTME, tme: false },
      [CAPABILITY, ACTIVATE, EXCLUDE_MASK, EXCLUDE_BASE, CLEAR_SAVED_KEY],
    ],
    ["no MKTME", NO_MKTME, [CORE_ACTIVATE, PARTITIONING]],
    ["no clearing of the saved key", { clearSavedKey: false }, [CLEAR_SAVED_KEY]],
    ["addresses around", {}, [0x980, 0x985, 0x86, 0x88, 0x9fa, 0x9fe, 0xa00, 0x8000_0982, 0x1_0982, 0]],
  ];
  for (const [why, platform, addresses] of ABSENT) {
    it(`fault on RDMSR and WRMSR: ${why}`, () => {
      runMsr(platform, function* (cpu) {
        for (const address of addresses) {
          expect(yield* cpu.rdmsr(address), address.toString(16)).to.deep.equal({ data: 0n, fault: 1n });
          expect(yield* cpu.write(address, 0n), address.toString(16)).to.equal("#GP");
        }
      });
    });
  }
});

describe("what the engine is told", () => {
  it("is that nothing is encrypted, until TME is activated", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.read(CAPABILITY);
      const { enabled, keyIdBits, excludeEnable } = cpu.engine;
      expect({ enabled, keyIdBits, excludeEnable }).to.deep.equal({
        enabled: 0n,
        keyIdBits: 0n,
        excludeEnable: 0n,
      });
      expect(cpu.activation.active).to.equal(0n);
    });
  });

  it("is every field of the activation and of the exclusion range", () => {
    runMsr({ physicalBits: 46 }, function* (cpu) {
      yield* cpu.write(EXCLUDE_MASK, 0x3fff_f000_0800n);
      yield* cpu.write(EXCLUDE_BASE, 0x1234_5000_0000n);
      yield* cpu.write(ACTIVATE, 0x5_0016_8000_0022n);
      expect(cpu.engine).to.deep.equal({
        enabled: 1n,
        bypass: 1n,
        keyIdBits: 6n,
        tdxKeyIdBits: 1n,
        policy: 2n,
        excludeEnable: 1n,
        excludeMask: 0x3fff_f000_0000n,
        excludeBase: 0x1234_5000_0000n,
      });
      expect(cpu.activation).to.deep.equal({ active: 1n, keyIdBits: 6n, tdxKeyIdBits: 1n, algorithms: 5n });
    });
  });

  it("is that PCONFIG is not active where TME is locked and off", () => {
    runMsr({}, function* (cpu) {
      yield* cpu.write(ACTIVATE, 0n);
      expect([cpu.engine.enabled, cpu.activation.active]).to.deep.equal([0n, 0n]);
    });
  });
});
