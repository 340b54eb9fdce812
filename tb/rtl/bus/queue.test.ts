import { expect } from "chai";
import { Queue } from "../../../rtl/bus/queue.ts";
import { never, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { vec } from "../../../sim/hdl/index.ts";

const Records = Queue({ payload: { id: 4, bytes: vec(2, 8), last: 1 }, depth: 4 });

describe("a queue of records", () => {
  it("gives each record whole, in order, one cycle after it took it", () => {
    using sim = simulate(Records);
    const driver = new StreamDriver(sim, sim.dut.up);
    const sink = new StreamSink(sim, sim.dut.down);
    sim.bench(function* (b) {
      const start = b.cycle + 1;
      driver.send({ id: 5, bytes: 0x1234, last: 1 });
      driver.send({ id: 6, bytes: 0xabcd, last: 0 });
      while (sink.count < 2) yield* b.tick();
      expect(sink.transfers.map(({ payload, cycle }) => [payload, cycle - start])).to.deep.equal([
        [{ id: 5n, bytes: 0x1234n, last: 1n }, 1],
        [{ id: 6n, bytes: 0xabcdn, last: 0n }, 2],
      ]);
    });
    sim.run();
  });

  it("holds as many as it is deep", () => {
    using sim = simulate(Records);
    const driver = new StreamDriver(sim, sim.dut.up);
    new StreamSink(sim, sim.dut.down, { pattern: never });
    sim.bench(function* (b) {
      for (let id = 0; id < 8; id++) driver.send({ id, bytes: 0, last: 0 });
      yield* b.tick(20);
      expect(driver.pending).to.equal(4);
    });
    sim.run();
  });
});
