import { expect } from "chai";
import { Logic } from "../../../sim/bench/logic.ts";

describe("four-state values", () => {
  it("are written most significant bit first", () => {
    const logic = Logic.of("01xz")!;
    expect([logic.width, logic.value, logic.unknown]).to.deep.equal([4, 0b0101n, 0b0011n]);
    expect(`${logic}`).to.equal("01xz");
  });

  it("are no other characters", () => {
    expect(Logic.of("012")).to.equal(undefined);
    expect(Logic.of("")).to.equal(undefined);
  });

  it("are known where no bit is x or z", () => {
    expect(new Logic(8, 5n).isKnown).to.equal(true);
    expect(Logic.of("0x")!.isKnown).to.equal(false);
  });

  it("have hex digits, x where a bit is unknown and z where all are z", () => {
    expect(new Logic(12, 0x0afn).toHex()).to.equal("0xaf");
    expect(Logic.of("1010x000zzzz")!.toHex()).to.equal("0xaxz");
    expect(Logic.of("zz0001")!.toHex()).to.equal("0xz1");
    expect(Logic.of("100001x")!.toHex()).to.equal("0x4x");
  });
});
