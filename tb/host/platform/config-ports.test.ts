import { expect } from "chai";
import { boot } from "../../../host/platform/bios.ts";
import {
  GeneralProtection,
  type KeyProgram,
  type PconfigResult,
} from "../../../host/platform/config-ports.ts";
import type { Platform } from "../../../rtl/config/platform.ts";
import { configure } from "./config-machine.ts";

const AES_XTS_128 = 1;
const PLAN = { mode: "mktme", algorithm: "aes-xts-128", keyIdBits: 2 } as const;
const numbered = (length: number) => Uint8Array.from({ length }, (_, i) => i + 1);

/** What PCONFIG says on a booted platform. */
function pconfig(program: Partial<KeyProgram>, knobs: Partial<Platform> = {}) {
  const results: PconfigResult[] = [];
  const { entries } = configure({ physicalBits: 46, ...knobs }, function* (config, platform) {
    yield* boot(config, platform, PLAN);
    const whole = { keyId: 1, command: "KEYID_SET_KEY_DIRECT", algorithms: AES_XTS_128, ...program } as const;
    results.push(yield* config.pconfig(whole));
  });
  return { result: results[0], entries: entries.slice(1) };
}

describe("RDMSR, WRMSR and PCONFIG", () => {
  it("write a register and read it back", () => {
    configure({ physicalBits: 46 }, function* (config) {
      yield* config.wrmsr("IA32_TME_EXCLUDE_BASE", 0x1234_5000n);
      expect(yield* config.rdmsr("IA32_TME_EXCLUDE_BASE")).to.equal(0x1234_5000n);
    });
  });

  it("name the instruction and the register of a #GP, and go on after it", () => {
    configure({ physicalBits: 46 }, function* (config) {
      for (const [task, message] of [
        [config.wrmsr("IA32_TME_CAPABILITY", 0n), "#GP on WRMSR of IA32_TME_CAPABILITY"],
        [config.rdmsr("IA32_TME_CLEAR_SAVED_KEY"), "#GP on RDMSR of IA32_TME_CLEAR_SAVED_KEY"],
      ] as const) {
        let caught: unknown;
        try {
          yield* task;
        } catch (error) {
          caught = error;
        }
        expect(caught).to.be.instanceOf(GeneralProtection);
        expect((caught as Error).message).to.equal(message);
      }
      expect(yield* config.rdmsr("IA32_TME_EXCLUDE_MASK")).to.equal(0n);
    });
  });

  it("hand on keys with byte 0 lowest, and zeros for what the fields lack", () => {
    const { result, entries } = pconfig({ field1: numbered(16), field2: numbered(2) });
    expect(result).to.deep.equal({ fault: "none", status: "PROG_SUCCESS" });
    expect(entries.map(({ keyId, dataKey, tweakKey }) => ({ keyId, dataKey, tweakKey }))).to.deep.equal([
      { keyId: 1n, dataKey: 0x100f0e0d_0c0b0a09_08070605_04030201n, tweakKey: 0x0201n },
    ]);
  });

  it("say what PCONFIG refuses by status code or by fault, as the revision of the platform does", () => {
    const old = { pconfigRev: "1.3" } as const;
    const status = (program: Partial<KeyProgram>, knobs: Partial<Platform> = old) =>
      pconfig(program, knobs).result;
    expect(status({ keyId: 4 })).to.deep.include({ fault: "none", status: "INVALID_KEYID" });
    expect(status({ algorithms: 0 })).to.deep.include({ fault: "none", status: "INVALID_CRYPTO_ALG" });
    expect(status({ keyId: 4 }, { pconfigRev: "sdm" }).fault).to.equal("gp");
  });
});
