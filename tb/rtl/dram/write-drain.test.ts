import { expect } from "chai";
import { WriteDrain } from "../../../rtl/dram/write-drain.ts";
import { simulate } from "../../../sim/bench/index.ts";

describe("the write drain", () => {
  /** Whether writes have their turn after each step: `+` a write arrives, `-` one leaves, `=` both. */
  const turns = (steps: string, { readWaits = 1, wanted = 0 } = {}) => {
    using sim = simulate(WriteDrain({ size: 8, high: 4, low: 1 }));
    let seen = "";
    sim.bench(function* (b) {
      const { dut } = b;
      b.drive(dut.readWaits, readWaits);
      b.drive(dut.wanted, wanted);
      for (const step of steps) {
        b.drive(dut.arrives, step === "+" || step === "=");
        b.drive(dut.leaves, step === "-" || step === "=");
        yield* b.tick();
        seen += b.peek(dut.writing) ? "W" : "r";
      }
    });
    sim.run();
    return seen;
  };

  it("begins at the high watermark and ends at the low one", () => {
    expect(turns("++++---+++---")).to.equal("rrrWWWrrrWWWr");
  });
  it("goes on while as many writes arrive as leave", () => {
    expect(turns("++++===---")).to.equal("rrrWWWWWWr");
  });
  it("gives writes their turn where no read waits", () => {
    expect(turns("+-", { readWaits: 0 })).to.equal("WW");
  });
  it("gives writes their turn where a request waits for one of them", () => {
    expect(turns("+", { wanted: 1 })).to.equal("W");
  });
});
