import { expect } from "chai";
import { format, isEqual } from "../../../sim/bench/compare.ts";
import { Logic } from "../../../sim/bench/logic.ts";

describe("payloads", () => {
  it("are equal by value", () => {
    expect(isEqual(5n, 5n)).to.equal(true);
    expect(isEqual(5n, 5)).to.equal(false);
    expect(isEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).to.equal(true);
    expect(isEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).to.equal(false);
    expect(isEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).to.equal(false);
  });

  it("are equal field by field, with no field left over", () => {
    expect(isEqual({ tag: 1n, line: Uint8Array.of(9) }, { line: Uint8Array.of(9), tag: 1n })).to.equal(true);
    expect(isEqual({ tag: 1n }, { tag: 1n, line: 2n })).to.equal(false);
    expect(isEqual({ tag: 1n }, { other: 1n })).to.equal(false);
  });

  it("are shown in hex", () => {
    expect(format(255n)).to.equal("0xff");
    expect(format(Uint8Array.of(0, 171))).to.equal("00ab");
    expect(format({ tag: 3n, line: Uint8Array.of(1) })).to.equal("{ tag 0x3, line 01 }");
    expect(format(Logic.of("x001"))).to.equal("0xx");
    expect(format("four")).to.equal("four");
  });
});
