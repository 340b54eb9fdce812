import { expect } from "chai";
import { type BootPlan, boot } from "../../../host/platform/bios.ts";
import type { Platform } from "../../../rtl/config/platform.ts";
import { KEY_128, type Surroundings } from "../../rtl/config/surroundings.ts";
import { configure } from "./config-machine.ts";

const REGISTERS = ["IA32_TME_ACTIVATE", "IA32_TME_EXCLUDE_MASK", "IA32_TME_EXCLUDE_BASE"] as const;

/** What the registers hold after a boot, in that order. */
function registersAfter(plan: BootPlan, knobs: Partial<Platform> = {}, given: Partial<Surroundings> = {}) {
  const values: bigint[] = [];
  const world = configure(
    { physicalBits: 46, ...knobs },
    function* (config, platform) {
      yield* boot(config, platform, plan);
      for (const name of REGISTERS) values.push(yield* config.rdmsr(name));
    },
    given,
  );
  return { values, world };
}

const [LOCKED, ENABLED] = [1n, 2n];

describe("the BIOS", () => {
  it("activates MKTME with the keyID bits and the one algorithm, and locks it", () => {
    const { values, world } = registersAfter({ mode: "mktme", algorithm: "aes-xts-128", keyIdBits: 2 });
    expect(values).to.deep.equal([LOCKED | ENABLED | (2n << 32n) | (1n << 48n), 0n, 0n]);
    expect(world.entries.map(({ keyId, dataKey }) => ({ keyId, dataKey }))).to.deep.equal([
      { keyId: 0n, dataKey: KEY_128.dataKey },
    ]);
  });

  it("activates TME alone with the policy of AES-XTS-256 and the bypass of keyID 0", () => {
    const plan: BootPlan = { mode: "tme", algorithm: "aes-xts-256", keyIdBits: 0, bypass: true };
    const { values } = registersAfter(plan, { algorithms: ["aes-xts-256"] });
    expect(values[0]).to.equal(LOCKED | ENABLED | (2n << 4n) | (1n << 31n));
  });

  it("writes the exclusion range before it locks", () => {
    const exclude = { base: 0x1000_0000n, mask: 0x3fff_f000_0000n };
    const { values } = registersAfter({ mode: "tme", algorithm: "aes-xts-128", keyIdBits: 0, exclude });
    expect(values.slice(1)).to.deep.equal([0x3fff_f000_0800n, 0x1000_0000n]);
  });

  it("locks TME disabled in mode off, whatever algorithm the engine has, and asks for no key", () => {
    for (const [name, policy] of [
      ["aes-xts-128", 0n],
      ["aes-xts-256", 2n],
    ] as const) {
      const { values, world } = registersAfter(
        { mode: "off", algorithm: name, keyIdBits: 0 },
        { algorithms: [name] },
      );
      expect(values[0]).to.equal(LOCKED | (policy << 4n));
      expect({ requests: world.requests, entries: world.entries }).to.deep.equal({
        requests: 0,
        entries: [],
      });
    }
  });

  it("stops where there is no entropy for the TME key, and where there is no TME", () => {
    const plan: BootPlan = { mode: "tme", algorithm: "aes-xts-128", keyIdBits: 0 };
    expect(() => registersAfter(plan, {}, { entropy: undefined })).to.throw(
      "TME could not be activated: no entropy for its key",
    );
    expect(() => registersAfter(plan, { tme: false, maxKeyIdBits: 0, maxKeys: 0 })).to.throw(
      "the platform has no TME; accepted: mode off",
    );
  });
});
