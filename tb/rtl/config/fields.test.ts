import { expect } from "chai";
import { fieldsOf } from "../../../rtl/config/fields.ts";
import { platformOf } from "../../../rtl/config/platform.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";

/** Fields of IA32_TME_ACTIVATE (982H), as 336907, table 4-2, places them. */
const Activate = module(
  "Activate",
  { value: In(64), lock: Out(1), policy: Out(4), keyIdBits: Out(4) },
  ({ value, lock, policy, keyIdBits }) => {
    const fields = fieldsOf("IA32_TME_ACTIVATE", value, platformOf());
    lock.drive(fields.LOCK.as(1));
    policy.drive(fields.TME_POLICY.as(4));
    keyIdBits.drive(fields.MK_TME_KEYID_BITS.as(4));
  },
);

describe("the fields of a register", () => {
  const read = (value: bigint) => {
    using sim = simulate(Activate);
    const { lock, policy, keyIdBits } = sim.dut;
    sim.drive(sim.dut.value, value).run({ time: 1 });
    return sim.peek({ lock, policy, keyIdBits });
  };

  it("are the bits that the table gives them, and no others", () => {
    const all = 2n ** 64n - 1n;
    expect(read(0x6_0000_0091n)).to.deep.equal({ lock: 1n, policy: 9n, keyIdBits: 6n });
    expect(read(all)).to.deep.equal({ lock: 1n, policy: 15n, keyIdBits: 15n });
    expect(read(all - 0xf_0000_00f1n)).to.deep.equal({ lock: 0n, policy: 0n, keyIdBits: 0n });
  });
});
