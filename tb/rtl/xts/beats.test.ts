import { expect } from "chai";
import fc from "fast-check";
import { LineCollector, LineSplitter } from "../../../rtl/xts/beats.ts";
import { withDefaults } from "../../../rtl/xts/geometry.ts";
import { random, StreamDriver, StreamMonitor, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { array } from "../arbitraries.ts";
import { bytes, hex } from "../bytes.ts";
import { runs } from "../runs.ts";

const line = Uint8Array.from({ length: 64 }, (_, i) => i);
/** The line above by blocks. */
const BLOCKS = [
  "000102030405060708090a0b0c0d0e0f",
  "101112131415161718191a1b1c1d1e1f",
  "202122232425262728292a2b2c2d2e2f",
  "303132333435363738393a3b3c3d3e3f",
];
/** A mask whose two top bits leave, and its products with α. */
const MASKS = [
  "000000000000000000000000000000c0",
  "87000000000000000000000000000080",
  "89010000000000000000000000000000",
  "12030000000000000000000000000000",
];

for (const lanes of [1, 2] as const) {
  const beats = 4 / lanes;
  const options = withDefaults({ direction: "encrypt", keyBits: 128, lanes });
  const splitter = elaborate(LineSplitter(options));
  const collector = elaborate(LineCollector(options));

  describe(`the line splitter with lanes = ${lanes}`, () => {
    it(`gives a line as ${beats} beats, lowest bytes first, each with the mask of its first block`, () => {
      using sim = simulate(splitter);
      const driver = new StreamDriver(sim, sim.dut.up);
      const sink = new StreamSink(sim, sim.dut.down, { as: "bytes" });
      sim.bench(function* (b) {
        driver.send({ line, mask: bytes(MASKS[0]), slot: 3, tag: 0xab });
        yield* driver.drained();
        yield* b.tick(5);
      });
      sim.run();
      const given = sink.transfers.map(({ payload: { beat, mask, slot, tag } }) => ({
        beat: hex(beat),
        mask: hex(mask),
        slot: slot[0],
        tag: tag[0],
      }));
      expect(given).to.deep.equal(
        Array.from({ length: beats }, (_, i) => ({
          beat: BLOCKS.slice(lanes * i, lanes * i + lanes).join(""),
          mask: MASKS[lanes * i],
          slot: 3,
          tag: 0xab,
        })),
      );
    });

    it(`takes the line with its last beat: a line each ${beats} cycles, without a pause`, () => {
      using sim = simulate(splitter);
      const driver = new StreamDriver(sim, sim.dut.up);
      const taken = new StreamMonitor(sim, sim.dut.up);
      const sink = new StreamSink(sim, sim.dut.down);
      sim.bench(function* () {
        for (let tag = 0; tag < 10; tag++) driver.send({ line, mask: 1, slot: 0, tag });
        yield* driver.drained();
      });
      sim.run();
      const given = sink.transfers.map(({ cycle }) => cycle);
      expect(given).to.deep.equal(given.map((_, i) => given[0] + i));
      expect(taken.transfers.map(({ cycle }) => cycle)).to.deep.equal(
        Array.from({ length: 10 }, (_, i) => given[beats * i + beats - 1]),
      );
    });
  });

  describe(`the line collector with lanes = ${lanes}`, () => {
    it(`joins ${beats} beats to a line, and gives it with the last of them`, () => {
      using sim = simulate(collector);
      const driver = new StreamDriver(sim, sim.dut.up);
      const taken = new StreamMonitor(sim, sim.dut.up);
      const sink = new StreamSink(sim, sim.dut.down, { as: "bytes" });
      sim.bench(function* () {
        for (let tag = 0; tag < 3; tag++) {
          for (let at = 0; at < 64; at += 16 * lanes) {
            driver.send({ beat: line.slice(at, at + 16 * lanes), tag });
          }
        }
        yield* driver.drained();
      });
      sim.run();
      const beatsTaken = taken.transfers.map(({ cycle }) => cycle);
      expect(
        sink.transfers.map(({ payload, cycle }) => [hex(payload.line), payload.tag[0], cycle]),
      ).to.deep.equal([0, 1, 2].map((tag) => [BLOCKS.join(""), tag, beatsTaken[beats * tag + beats - 1]]));
    });

    it("takes all beats but the last while nobody takes lines", () => {
      using sim = simulate(collector);
      const driver = new StreamDriver(sim, sim.dut.up);
      sim.drive(sim.dut.down.ready, 0);
      sim.bench(function* (b) {
        for (let beat = 0; beat < 2 * beats; beat++) driver.send({ beat: 0, tag: 0 });
        yield* b.tick(20);
        expect(driver.pending).to.equal(beats + 1);
        expect(b.peek({ ready: b.dut.up.ready, valid: b.dut.down.valid })).to.deep.equal({
          ready: 0n,
          valid: 1n,
        });
      });
      sim.run();
    });
  });

  describe(`a line splitter and a line collector with lanes = ${lanes}`, () => {
    it("give the lines that went in, whatever pauses between beats and lines", () => {
      const lines = fc.array(array(64), { maxLength: 20 });
      fc.assert(
        fc.property(lines, fc.integer(), (lines, seed) => {
          using apart = simulate(splitter, { seed });
          using whole = simulate(collector, { seed });
          const source = new StreamDriver(apart, apart.dut.up, { pattern: random(0.7) });
          const between = new StreamSink(apart, apart.dut.down, { as: "bytes", pattern: random(0.6) });
          apart.bench(function* () {
            for (const [tag, line] of lines.entries()) source.send({ line, mask: 0, slot: 0, tag });
            yield* source.drained();
          });
          apart.run();
          const driver = new StreamDriver(whole, whole.dut.up, { pattern: random(0.7) });
          const sink = new StreamSink(whole, whole.dut.down, { as: "bytes", pattern: random(0.6) });
          whole.bench(function* () {
            for (const { payload } of between.transfers) {
              driver.send({ beat: payload.beat, tag: payload.tag });
            }
            yield* driver.drained();
          });
          whole.run();
          expect(sink.transfers.map(({ payload }) => [hex(payload.line), payload.tag[0]])).to.deep.equal(
            lines.map((line, tag) => [hex(line), tag]),
          );
        }),
        runs(10),
      );
    });
  });
}
