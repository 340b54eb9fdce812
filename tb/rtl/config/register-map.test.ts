import { expect } from "chai";
import { platformOf } from "../../../rtl/config/platform.ts";
import { fieldBits, fieldMask, registerMap, resetOf } from "../../../rtl/config/register-map.ts";

const platform = platformOf({ physicalBits: 46 });
const names = (options: Parameters<typeof platformOf>[0]) =>
  registerMap(platformOf(options)).map(({ name }) => name);

describe("the register map of a platform", () => {
  it("has the registers that the platform enumerates", () => {
    expect(names({ tme: false, maxKeyIdBits: 0, maxKeys: 0 })).to.deep.equal([]);
    expect(names({ maxKeyIdBits: 0, maxKeys: 0, clearSavedKey: false })).to.deep.equal([
      "IA32_TME_CAPABILITY",
      "IA32_TME_ACTIVATE",
      "IA32_TME_EXCLUDE_MASK",
      "IA32_TME_EXCLUDE_BASE",
    ]);
    expect(names({})).to.have.lengthOf(7);
  });

  it("has bounds and masks of fields with the platform's address width", () => {
    expect(fieldBits("IA32_TME_EXCLUDE_MASK", "TMEEMASK", platform)).to.deep.equal([45, 12]);
    expect(fieldMask("IA32_TME_EXCLUDE_MASK", "TMEEMASK", platform)).to.equal(0x3fff_ffff_f000n);
    expect(fieldMask("IA32_TME_ACTIVATE", "MK_TME_KEYID_BITS", platform)).to.equal(0xf_0000_0000n);
  });

  it("has reset values made of those of the fields", () => {
    expect(resetOf("IA32_TME_CAPABILITY", platform)).to.equal(0x3f6_c000_0005n);
    expect(resetOf("IA32_TME_ACTIVATE", platform)).to.equal(0n);
  });

  it("says what a write does after the lock, where it matters", () => {
    const locked = Object.fromEntries(registerMap(platform).map((each) => [each.name, each.locked]));
    expect(locked).to.deep.equal({
      IA32_TME_CAPABILITY: undefined,
      IA32_TME_ACTIVATE: "ignore",
      IA32_TME_EXCLUDE_MASK: "fault",
      IA32_TME_EXCLUDE_BASE: "fault",
      IA32_TME_CLEAR_SAVED_KEY: undefined,
      MK_TME_CORE_ACTIVATE: undefined,
      IA32_MKTME_KEYID_PARTITIONING: undefined,
    });
  });
});
