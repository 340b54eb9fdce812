import { expect } from "chai";
import { Refresh } from "../../../rtl/dram/refresh.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";

describe("the refresh timer", () => {
  /** The cycles, from the end of reset, in which `due` rises, where each refresh is done after `delay` cycles. */
  const rises = (delays: readonly number[]) => {
    using sim = simulate(Refresh({ ...DDR4_3200.figures, tREFI: 100 }));
    const cycles: number[] = [];
    sim.bench(function* (b) {
      b.drive(b.dut.done, 0);
      const start = b.cycle;
      for (const delay of delays) {
        yield* b.until(b.dut.due);
        cycles.push(b.cycle - start);
        yield* b.tick(delay);
        b.drive(b.dut.done, 1);
        yield* b.tick();
        b.drive(b.dut.done, 0);
        expect(b.peek(b.dut.due)).to.equal(0n);
      }
    });
    sim.run();
    return cycles;
  };

  it("asks each tREFI", () => {
    expect(rises([1, 1, 1])).to.deep.equal([101, 201, 301]);
  });
  it("keeps its interval where a refresh comes late", () => {
    expect(rises([60, 3, 90, 1])).to.deep.equal([101, 201, 301, 401]);
  });
});
