import { expect } from "chai";
import { registerViews } from "../../host/register-map.ts";

describe("a register to read", () => {
  it("has its values in hex, and its fields as ranges of bits", () => {
    const mask = registerViews().find(({ address }) => address === "983H");
    expect(mask).to.deep.equal({
      name: "IA32_TME_EXCLUDE_MASK",
      title: "Exclusion range of keyID 0: mask",
      address: "983H",
      access: "read-write",
      reset: "0x0",
      reserved: "0xfff00000000007ff",
      locked: "fault",
      writeRule: "faults on a mask with a gap below bit MAXPHYADDR-1",
      fields: [
        {
          name: "ENABLE",
          bits: "11",
          access: "read-write",
          reset: "0x0",
          meaning: "the range is excluded",
          source: "336907 rev 1.3",
        },
        {
          name: "TMEEMASK",
          bits: "51:12",
          access: "read-write",
          reset: "0x0",
          meaning: "address bits that are compared",
          source: "336907 rev 1.3",
        },
      ],
    });
  });
});
