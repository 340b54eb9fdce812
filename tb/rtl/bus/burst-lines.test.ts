import { expect } from "chai";
import { AxiBurst } from "../../../rtl/bus/axi.ts";
import { BurstLines } from "../../../rtl/bus/burst-lines.ts";
import { LINE_PORT_DEFAULTS } from "../../../rtl/bus/line-port.ts";
import { StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const design = elaborate(BurstLines({ ...LINE_PORT_DEFAULTS, dataBits: 128 }));

interface Asked {
  readonly addr: number;
  readonly len: number;
  readonly size: number;
  readonly burst?: keyof typeof AxiBurst.values;
}

/** The lines of bursts: address, offset, beats, whether the last; and the cycles in which they come, from the first on. */
function split(...bursts: readonly Asked[]) {
  using sim = simulate(design);
  const driver = new StreamDriver(sim, sim.dut.up);
  const sink = new StreamSink(sim, sim.dut.down);
  sim.bench(function* (b) {
    for (const { burst = "INCR", ...asked } of bursts) {
      driver.send({ id: 1, lock: 0, cache: 0, prot: 0, qos: 0, ...asked, burst: AxiBurst.values[burst] });
    }
    yield* driver.drained();
    yield* b.tick(80);
  });
  sim.run();
  const lines = sink.transfers.map(({ payload: { address, offset, beats, last } }) =>
    [address, offset, beats + 1n, last].map(Number),
  );
  const cycles = sink.transfers.map(({ cycle }) => cycle - sink.transfers[0].cycle);
  return { lines, cycles, refused: sink.transfers.map(({ payload }) => payload.refused) };
}

describe("bursts as lines", () => {
  it("one whole line is one", () => {
    expect(split({ addr: 0x7c0, len: 3, size: 4 }).lines).to.deep.equal([[0x7c0, 0, 4, 1]]);
  });
  it("an unaligned burst begins and ends within lines", () => {
    expect(split({ addr: 0x135, len: 6, size: 4 }).lines).to.deep.equal([
      [0x100, 0x35, 1, 0],
      [0x140, 0, 4, 0],
      [0x180, 0, 2, 1],
    ]);
  });
  it("narrow beats fill a line one by one", () => {
    expect(split({ addr: 0x3e, len: 69, size: 0 }).lines).to.deep.equal([
      [0x00, 0x3e, 2, 0],
      [0x40, 0, 64, 0],
      [0x80, 0, 4, 1],
    ]);
  });
  it("a WRAP burst of a line or less is one, from wherever it begins", () => {
    expect(split({ addr: 0x130, len: 3, size: 4, burst: "WRAP" }).lines).to.deep.equal([[0x100, 0x30, 4, 1]]);
    expect(split({ addr: 0x13e, len: 1, size: 1, burst: "WRAP" }).lines).to.deep.equal([[0x100, 0x3e, 2, 1]]);
  });
  it("a longer WRAP burst goes round its container", () => {
    expect(split({ addr: 0x1d0, len: 15, size: 4, burst: "WRAP" }).lines).to.deep.equal([
      [0x1c0, 0x10, 3, 0],
      [0x100, 0, 4, 0],
      [0x140, 0, 4, 0],
      [0x180, 0, 4, 0],
      [0x1c0, 0, 1, 1],
    ]);
  });
  it("the longest burst is a page of lines", () => {
    const { lines } = split({ addr: 0x3000, len: 255, size: 4 });
    expect(lines).to.deep.equal(
      Array.from({ length: 64 }, (_, i) => [0x3000 + 64 * i, 0, 4, i === 63 ? 1 : 0]),
    );
  });
  it("come one a cycle, also from one burst to the next", () => {
    const line = { len: 3, size: 4 };
    const { cycles } = split({ addr: 0, ...line }, { addr: 64, len: 7, size: 4 }, { addr: 256, ...line });
    expect(cycles).to.deep.equal([0, 1, 2, 3]);
  });
  it("a refused burst is one, with all its beats", () => {
    const { lines, refused } = split({ addr: 0x10, len: 12, size: 2, burst: "FIXED" });
    expect([lines[0].slice(2), refused]).to.deep.equal([[13, 1], [1n]]);
  });
});
