import { expect } from "chai";
import { LineBeats } from "../../../rtl/bus/line-beats.ts";
import { LINE_PORT_DEFAULTS } from "../../../rtl/bus/line-port.ts";
import { StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const DESIGNS = {
  128: elaborate(LineBeats({ ...LINE_PORT_DEFAULTS, dataBits: 128 })),
  256: elaborate(LineBeats({ ...LINE_PORT_DEFAULTS, dataBits: 256 })),
  512: elaborate(LineBeats(LINE_PORT_DEFAULTS)),
} as const;
const WHOLE = { id: 5, offset: 0, size: 4, moves: 63, beats: 3, last: 1, failed: 0 };
/** Bytes 0 to 63. */
const line = Uint8Array.from({ length: 64 }, (_, i) => i);

/** The beats of lines: their first bytes, LAST and RESP; and the cycles in which they pass, from the first on. */
function give(width: keyof typeof DESIGNS, ...lines: readonly Partial<typeof WHOLE>[]) {
  using sim = simulate(DESIGNS[width]);
  const driver = new StreamDriver(sim, sim.dut.up, { between: "x" });
  const sink = new StreamSink(sim, sim.dut.down, { as: "bytes" });
  sim.bench(function* (b) {
    for (const one of lines) driver.send({ ...WHOLE, ...one, line });
    yield* driver.drained();
    yield* b.tick(20);
  });
  sim.run();
  const { transfers } = sink;
  return {
    beats: transfers.map(({ payload: { data, last, resp } }) => [data[0], last[0], resp[0]]),
    bytes: transfers[0].payload.data.length,
    cycles: transfers.map(({ cycle }) => cycle - transfers[0].cycle),
  };
}

describe("lines as beats", () => {
  it("gives the parts of a line as wide as the bus", () => {
    expect(give(128, {})).to.deep.include({
      beats: [
        [0, 0, 0],
        [16, 0, 0],
        [32, 0, 0],
        [48, 1, 0],
      ],
      bytes: 16,
    });
    expect(give(256, { size: 5, beats: 1 })).to.deep.include({
      beats: [
        [0, 0, 0],
        [32, 1, 0],
      ],
      bytes: 32,
    });
    expect(give(512, { size: 6, beats: 0 })).to.deep.include({ beats: [[0, 1, 0]], bytes: 64 });
  });
  it("gives the same part for all narrow beats in it", () => {
    const { beats } = give(128, { offset: 0x1c, size: 1, beats: 3 });
    expect(beats.map(([first]) => first)).to.deep.equal([16, 16, 32, 32]);
  });
  it("wraps within the bits that move", () => {
    expect(give(128, { offset: 0x30 }).beats.map(([first]) => first)).to.deep.equal([48, 0, 16, 32]);
    const half = give(128, { offset: 0x30, moves: 31, beats: 1 });
    expect(half.beats.map(([first]) => first)).to.deep.equal([48, 32]);
  });
  it("has LAST in the last beat of the last line only", () => {
    const { beats } = give(256, { size: 5, beats: 1, last: 0 }, { size: 5, beats: 1 });
    expect(beats.map(([, last]) => last)).to.deep.equal([0, 0, 0, 1]);
  });
  it("gives SLVERR and zeros for a line that failed", () => {
    expect(give(128, { offset: 0x10, failed: 1, beats: 1 }).beats).to.deep.equal([
      [0, 0, 2],
      [0, 1, 2],
    ]);
  });
  it("passes a beat a cycle, also from one line to the next", () => {
    expect(give(128, {}, {}).cycles).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
