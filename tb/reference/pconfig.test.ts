import { expect } from "chai";
import { platformOf } from "../../rtl/config/platform.ts";
import { type PconfigCommand, pconfig } from "./pconfig.ts";

const activation = { active: true, keyIdBits: 6, tdxKeyIdBits: 0, algorithms: 0b101 };
const world = { isLocked: false, entropy: { dataKey: 0xff00n, tweakKey: 0x00ffn }, takes: true };
const command: PconfigCommand = {
  leaf: 0,
  cpl: 0,
  seam: false,
  addressLow: 0,
  readable: true,
  keyId: 3,
  control: 0x0101,
  reserved: 0n,
  keyField1: 0x0ff0n,
  keyField2: 0n,
};

describe("the reference model of PCONFIG", () => {
  it("mixes the entropy with the fields", () => {
    expect(pconfig(platformOf(), activation, command, world)).to.deep.equal({
      code: 0,
      entry: { keyId: 3, mode: "key", algorithm: 0, dataKey: 0xf0f0n, tweakKey: 0x00ffn },
    });
  });

  it("returns a code or faults, as its text says", () => {
    const wrong = { ...command, keyId: 0 };
    expect(pconfig(platformOf({ pconfigRev: "1.3" }), activation, wrong, world)).to.deep.equal({ code: 3 });
    expect(pconfig(platformOf({ pconfigRev: "sdm" }), activation, wrong, world)).to.deep.equal({
      fault: "gp",
    });
  });
});
