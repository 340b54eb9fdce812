import { expect } from "chai";
import { type Platform, platformOf } from "../../../rtl/config/platform.ts";
import { REGISTER_NAMES, registerMap } from "../../../rtl/config/register-map.ts";
import { policies, REGISTERS, type RegisterName } from "../../../rtl/config/registers.ts";

const INTEGRITY: Partial<Platform> = {
  algorithms: ["aes-xts-128", "aes-xts-128-integrity", "aes-xts-256", "aes-xts-256-integrity"],
};
const REV_1_3: Partial<Platform> = { rev: "1.3", clearSavedKey: false };

describe("the table of registers", () => {
  it("has every register at its address", () => {
    expect(REGISTER_NAMES.map((name) => [name, REGISTERS[name].address])).to.deep.equal([
      ["IA32_TME_CAPABILITY", 0x981],
      ["IA32_TME_ACTIVATE", 0x982],
      ["IA32_TME_EXCLUDE_MASK", 0x983],
      ["IA32_TME_EXCLUDE_BASE", 0x984],
      ["IA32_TME_CLEAR_SAVED_KEY", 0x9fb],
      ["MK_TME_CORE_ACTIVATE", 0x9ff],
      ["IA32_MKTME_KEYID_PARTITIONING", 0x87],
    ]);
  });

  /** Bits that are in no field, typed in from the texts. */
  const RESERVED: readonly [register: RegisterName, platform: Partial<Platform>, reserved: bigint][] = [
    ["IA32_TME_CAPABILITY", REV_1_3, 0xfff8_0000_7fff_fffan],
    ["IA32_TME_CAPABILITY", {}, 0xfff8_0000_3fff_fffan],
    ["IA32_TME_CAPABILITY", INTEGRITY, 0xfff8_0000_3fff_fff0n],
    ["IA32_TME_ACTIVATE", REV_1_3, 0xfffa_fff0_7fff_ff00n],
    ["IA32_TME_ACTIVATE", {}, 0xfffa_ff00_7fff_ff00n],
    ["IA32_TME_ACTIVATE", INTEGRITY, 0xfff0_ff00_7fff_ff00n],
    ["IA32_TME_ACTIVATE", { bypass: false, sgxTme: true }, 0xfffa_ff00_ffff_fe00n],
    ["IA32_TME_ACTIVATE", { saveKey: false, clearSavedKey: false }, 0xfffa_ff00_7fff_ff08n],
    ["IA32_TME_EXCLUDE_MASK", { physicalBits: 52 }, 0xfff0_0000_0000_07ffn],
    ["IA32_TME_EXCLUDE_MASK", { physicalBits: 46 }, 0xffff_c000_0000_07ffn],
    ["IA32_TME_EXCLUDE_MASK", { physicalBits: 36 }, 0xffff_fff0_0000_07ffn],
    ["IA32_TME_EXCLUDE_BASE", { physicalBits: 52 }, 0xfff0_0000_0000_0fffn],
    ["IA32_TME_EXCLUDE_BASE", { physicalBits: 39 }, 0xffff_ff80_0000_0fffn],
    ["IA32_TME_CLEAR_SAVED_KEY", {}, 0xffff_ffff_ffff_fffen],
    ["MK_TME_CORE_ACTIVATE", {}, 0xffff_fff0_ffff_ffffn],
    ["IA32_MKTME_KEYID_PARTITIONING", {}, 0x0n],
  ];
  for (const [name, platform, reserved] of RESERVED) {
    it(`reserves 0x${reserved.toString(16)} of ${name} with ${JSON.stringify(platform)}`, () => {
      const register = registerMap(platformOf(platform)).find((each) => each.name === name)!;
      expect(register.reserved.toString(16)).to.equal(reserved.toString(16));
    });
  }

  it("has fields that do not overlap, each with a meaning and a source", () => {
    for (const { name, fields } of registerMap(platformOf({ ...INTEGRITY, sgxTme: true }))) {
      let used = 0n;
      for (const field of fields) {
        const mask = 2n ** BigInt(field.high + 1) - 2n ** BigInt(field.low);
        expect(used & mask, `${name}.${field.name}`).to.equal(0n);
        expect(field.meaning).to.match(/^\S/);
        expect(field.source).to.match(/^(336907 rev 1\.[35]|SDM vol\. 4|TDX module headers|.*: model)$/);
        used |= mask;
      }
    }
  });

  it("lists the policies that keyID 0 may have", () => {
    expect(policies(platformOf())).to.deep.equal([0, 2]);
    expect(policies(platformOf({ algorithms: ["aes-xts-256"] }))).to.deep.equal([2]);
    expect(policies(platformOf({ ...INTEGRITY, rev: "1.5" }))).to.deep.equal([0, 1, 2, 3]);
    expect(policies(platformOf({ ...INTEGRITY, rev: "1.6" }))).to.deep.equal([0, 2]);
  });
});
