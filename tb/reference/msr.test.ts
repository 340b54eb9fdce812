import { expect } from "chai";
import { platformOf } from "../../rtl/config/platform.ts";
import { MsrModel } from "./msr.ts";

describe("the reference model of the MSRs", () => {
  const key = { dataKey: 1n, tweakKey: 2n };

  it("activates with a new key, locks, and unlocks at reset", () => {
    const taken: unknown[] = [];
    const model = new MsrModel(platformOf({ lockedActivate: "fault" }), {
      entropy: () => key,
      takes: (policy, given) => taken.push({ policy, ...given }) > 0,
    });
    expect(model.write(0x982, 0x2an)).to.deep.equal({ data: 0n, fault: false });
    expect(model.read(0x982)).to.deep.equal({ data: 0x2bn, fault: false });
    expect(taken).to.deep.equal([{ policy: 2n, ...key }]);
    expect(model.saved).to.deep.equal(key);
    expect(model.write(0x982, 0n).fault).to.equal(true);
    model.reset();
    expect(model.read(0x982).data).to.equal(0n);
    expect(model.write(0x982, 0x6n).fault).to.equal(false);
    expect(model.read(0x982).data).to.equal(0x7n);
  });

  it("faults on what is not there", () => {
    const model = new MsrModel(platformOf({ maxKeyIdBits: 0, maxKeys: 0 }), {
      entropy: () => undefined,
      takes: () => true,
    });
    for (const address of [0x9ff, 0x87, 0x985]) expect(model.read(address).fault).to.equal(true);
    expect(model.read(0x981)).to.deep.equal({ data: 0xc000_0005n, fault: false });
  });
});
