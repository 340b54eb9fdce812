import { expect } from "chai";
import { nothingOutstanding } from "../../../rtl/engine/outstanding.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";

const Outstanding = (most: number) =>
  module("Outstanding", { begins: In(1), ends: In(1), nothing: Out(1) }, ({ begins, ends, nothing }) => {
    nothing.drive(nothingOutstanding(begins, ends, most, "count"));
  });

/** What the counter says after each cycle: `+` something begins, `-` something ends, `=` both, `.` neither. */
function nothingAfter(most: number, cycles: string): string {
  using sim = simulate(Outstanding(most));
  let seen = "";
  sim.bench(function* (b) {
    for (const cycle of cycles) {
      b.drive(b.dut.begins, "+=".includes(cycle));
      b.drive(b.dut.ends, "-=".includes(cycle));
      yield* b.tick();
      seen += b.peek(b.dut.nothing);
    }
  });
  sim.run();
  return seen;
}

describe("what is outstanding", () => {
  it("is nothing before anything begins, and after as many ends as beginnings", () => {
    expect(nothingAfter(4, ".+.++..--.-.")).to.equal("100000000011");
  });

  it("stays as it is where something begins and something ends in the same cycle", () => {
    expect(nothingAfter(4, "+===-")).to.equal("00001");
  });

  for (const most of [1, 2, 3, 4, 7, 8, 63]) {
    it(`is counted up to ${most} without turning over`, () => {
      expect(nothingAfter(most, "+".repeat(most) + "-".repeat(most))).to.equal(
        `${"0".repeat(2 * most - 1)}1`,
      );
    });
  }

  it("stops the run where something ends that has not begun", () => {
    expect(() => nothingAfter(4, "+--.")).to.throw(
      "ASSERT: Outstanding: something ends that has not begun, with count = 0x0",
    );
  });
});
