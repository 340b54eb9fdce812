import { expect } from "chai";
import { type Burst, beats, fullStrobe } from "../../../host/axi/burst.ts";
import { AxiBurst } from "../../../rtl/bus/axi.ts";
import { BeatLines } from "../../../rtl/bus/beat-lines.ts";
import { LINE_PORT_DEFAULTS } from "../../../rtl/bus/line-port.ts";
import { StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const design = elaborate(BeatLines({ ...LINE_PORT_DEFAULTS, dataBits: 128 }));
/** A bus of 16 bytes that hold the number of the beat, from 1 on. */
const bus = (beat: number): Uint8Array => new Uint8Array(16).fill(beat);

/** The lines of a burst whose beats write all that they may, but for those given. */
function gather(burst: Burst, strobes: Readonly<Record<number, bigint>> = {}) {
  using sim = simulate(design);
  const addresses = new StreamDriver(sim, sim.dut.aw);
  const data = new StreamDriver(sim, sim.dut.w, { between: "x" });
  const sink = new StreamSink(sim, sim.dut.down);
  sim.bench(function* (b) {
    const { burst: type = "INCR", ...rest } = burst;
    const address = { id: 1, lock: 0, cache: 0, prot: 0, qos: 0, ...rest, burst: AxiBurst.values[type] };
    addresses.send(address);
    for (const [i, beat] of beats(burst).entries()) {
      data.send({ data: bus(i + 1), strb: strobes[i] ?? fullStrobe(beat, 16), last: 0 });
    }
    yield* data.drained();
    yield* addresses.drained(5);
    yield* b.tick(2);
  });
  sim.run();
  return sink.transfers.map(({ payload: { address, line, strobe, last, refused } }) => ({
    address: Number(address),
    line: Array.from({ length: 64 }, (_, i) => Number((line >> BigInt(8 * i)) & 0xffn)),
    strobe,
    last: Number(last),
    refused: Number(refused),
  }));
}
/** Bytes as runs of one value: `[value, times]`. */
const runs = (...parts: readonly (readonly [number, number])[]): number[] =>
  parts.flatMap(([value, times]) => new Array<number>(times).fill(value));

describe("beats as lines", () => {
  it("gathers the beats of a whole line", () => {
    expect(gather({ addr: 0x80, len: 3, size: 4 })).to.deep.equal([
      {
        address: 0x80,
        line: runs([1, 16], [2, 16], [3, 16], [4, 16]),
        strobe: 2n ** 64n - 1n,
        last: 1,
        refused: 0,
      },
    ]);
  });
  it("parts a burst at the ends of lines, with 0 where nothing is written", () => {
    const lines = gather({ addr: 0x3d, len: 1, size: 4 });
    expect(lines.map(({ address, line, last }) => [address, line, last])).to.deep.equal([
      [0x00, runs([0, 61], [1, 3]), 0],
      [0x40, runs([2, 16], [0, 48]), 1],
    ]);
    expect(lines.map(({ strobe }) => strobe)).to.deep.equal([7n << 61n, 0xffffn]);
  });
  it("merges narrow beats, and leaves out what has no strobe", () => {
    const [{ line, strobe }] = gather({ addr: 0x10, len: 3, size: 2 }, { 2: 0n });
    expect([line.slice(16, 32), strobe]).to.deep.equal([
      runs([1, 4], [2, 4], [0, 4], [4, 4]),
      0xf0ffn << 16n,
    ]);
  });
  it("puts the beats of a WRAP burst where they belong", () => {
    const [{ line }] = gather({ addr: 0x20, len: 3, size: 4, burst: "WRAP" });
    expect(line).to.deep.equal(runs([3, 16], [4, 16], [1, 16], [2, 16]));
  });
  it("swallows a refused burst, and tells of it at its end", () => {
    const lines = gather({ addr: 0x20, len: 4, size: 4, burst: "FIXED" });
    expect(lines.map(({ strobe, last, refused }) => [strobe, last, refused])).to.deep.equal([[0n, 1, 1]]);
  });
});
