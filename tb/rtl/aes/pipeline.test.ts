import { expect } from "chai";
import fc from "fast-check";
import { burst, random, StreamDriver, StreamSink } from "../../../sim/bench/index.ts";
import { stats } from "../../../sim/netlist/stats.ts";
import { bytes, hex } from "../bytes.ts";
import { runs } from "../runs.ts";
import { openssl } from "./openssl.ts";
import { type AesDesign, crypt, elaborateAes, simulateAes } from "./rig.ts";

/** FIPS 197, C.1 and C.3. */
const PLAINTEXT = "00112233445566778899aabbccddeeff";
const VECTORS = {
  128: {
    name: "C.1",
    rounds: 10,
    key: "000102030405060708090a0b0c0d0e0f",
    ciphertext: "69c4e0d86a7b0430d8cdb78070b4c55a",
  },
  256: {
    name: "C.3",
    rounds: 14,
    key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    ciphertext: "8ea2b7ca516745bfeafc49904b496089",
  },
} as const;

const array = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const counted = <T>(length: number, each: (i: number) => T): T[] => Array.from({ length }, (_, i) => each(i));

/**
 * A block and new keys for its slot meet: the block is sent `delay` cycles after the new key, or before it where that
 * is negative. Which key it went through, or that the run was stopped.
 */
function meet(
  design: AesDesign,
  block: Uint8Array,
  keys: { old: Uint8Array; new: Uint8Array },
  delay: number,
) {
  using sim = simulateAes(design);
  const program = new StreamDriver(sim, sim.dut.program);
  const driver = new StreamDriver(sim, sim.dut.up);
  const sink = new StreamSink(sim, sim.dut.down, { as: "bytes" });
  sim.bench(function* (b) {
    program.send({ slot: 1, key: keys.old });
    yield* program.drained();
    yield* b.until(b.dut.program.ready);
    const both = [
      () => program.send({ slot: 1, key: keys.new }),
      () => driver.send({ block, slot: 1, tag: 0 }),
    ];
    const [first, second] = delay < 0 ? both.reverse() : both;
    first();
    if (delay !== 0) yield* b.tick(Math.abs(delay));
    second();
    yield* b.tick(40);
  });
  let stop = "";
  try {
    sim.run();
  } catch (error) {
    stop = (error as Error).message;
  }
  return { stop, results: sink.transfers.map(({ payload }) => hex(payload.block)) };
}

const KINDS = [
  ["encrypt", "stored"],
  ["decrypt", "stored"],
  ["encrypt", "on-the-fly"],
  ["decrypt", "on-the-fly"],
] as const;

for (const keyBits of [128, 256] as const) {
  for (const [direction, roundKeys] of KINDS) {
    const { name, rounds, key, ciphertext } = VECTORS[keyBits];
    const [from, to] = direction === "encrypt" ? [PLAINTEXT, ciphertext] : [ciphertext, PLAINTEXT];
    const design = elaborateAes(direction, keyBits, { roundKeys });

    describe(`the AES-${keyBits} pipeline that ${direction}s, its round keys ${roundKeys}`, () => {
      it(`gives the example of FIPS 197, ${name}`, () => {
        const { blocks } = crypt(design, { keys: [bytes(key)], blocks: [{ block: bytes(from) }] });
        expect(blocks).to.deep.equal([to]);
      });

      it(`takes a block a cycle, and gives it ${rounds + 1} cycles later`, () => {
        const blocks = counted(50, (i) => ({ block: new Uint8Array(16).fill(i) }));
        const { taken, given } = crypt(design, { keys: [bytes(key)], blocks });
        expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal(counted(50, (i) => i));
        expect(given.map((cycle) => cycle - taken[0])).to.deep.equal(counted(50, (i) => i + rounds + 1));
      });

      it("agrees with OpenSSL on blocks of several slots in turn, whatever pauses at either end", () => {
        const item = fc.record({ block: array(16), slot: fc.nat(3) });
        const keys = fc.tuple(...counted(4, () => array(keyBits / 8)));
        fc.assert(
          fc.property(keys, fc.array(item, { maxLength: 60 }), fc.integer(), (keys, items, seed) => {
            const pauses = { send: random(0.7), accept: burst(7, 5), seed };
            const { blocks, tags } = crypt(design, { keys, blocks: items, ...pauses });
            const expected = items.map(({ block, slot }) => hex(openssl(direction, keys[slot], block)));
            expect(blocks).to.deep.equal(expected);
            expect(tags).to.deep.equal(counted(items.length, (i) => i));
          }),
          runs(15),
        );
      });

      it("goes on with the blocks of one slot while others are programmed", () => {
        using sim = simulateAes(design);
        const program = new StreamDriver(sim, sim.dut.program);
        const driver = new StreamDriver(sim, sim.dut.up);
        const sink = new StreamSink(sim, sim.dut.down, { as: "bytes" });
        sim.bench(function* (b) {
          program.send({ slot: 1, key: bytes(key) });
          yield* program.drained();
          yield* b.until(b.dut.program.ready);
          for (let tag = 0; tag < 60; tag++) driver.send({ block: bytes(from), slot: 1, tag });
          for (const slot of [0, 2, 3]) program.send({ slot, key: new Uint8Array(keyBits / 8).fill(slot) });
          while (sink.count < 60) yield* b.tick();
        });
        expect(sim.run({ cycles: 200 }).finished).to.equal(true);
        expect(sink.transfers.map(({ payload }) => hex(payload.block))).to.deep.equal(counted(60, () => to));
      });

      it("puts a block through the old key or through the new one, and stops the run in between", () => {
        const keys = {
          old: new Uint8Array(keyBits / 8).fill(0x11),
          new: new Uint8Array(keyBits / 8).fill(0xee),
        };
        const results = {
          old: hex(openssl(direction, keys.old, bytes(from))),
          new: hex(openssl(direction, keys.new, bytes(from))),
        };
        const far = rounds + 4;
        const outcomes = counted(2 * far + 1, (i) => {
          const { stop, results: [result] = [] } = meet(design, bytes(from), keys, i - far);
          if (stop) return "stopped";
          return result === results.old ? "old" : result === results.new ? "new" : result;
        });
        expect(outcomes).to.deep.equal(
          counted(2 * far + 1, (i) => (i - far < -rounds ? "old" : i - far > rounds + 1 ? "new" : "stopped")),
        );
      });

      it("says which keys changed under a block", () => {
        const zeros = new Uint8Array(keyBits / 8);
        const { stop } = meet(design, bytes(from), { old: zeros, new: zeros }, -3);
        expect(stop.split("\n")[0]).to.equal(
          "ASSERT: Aes.pipe: the keys of a slot change while its items are in flight, with slot = 0x1, round = 0x0",
        );
      });

      it("looks the bytes of a round up in one node of the netlist", () => {
        // SubBytes a round, SubWord in the key schedule, and on the fly for each round key that no bank holds.
        const made = roundKeys === "stored" ? 0 : rounds + 1 - keyBits / 128;
        expect(stats(design.netlist).ops.lookup).to.equal(rounds + 1 + made);
      });

      for (const roundsPerStage of [2, 5, rounds]) {
        const cycles = Math.ceil(rounds / roundsPerStage) + 1;
        it(`is ${cycles} cycles long with ${roundsPerStage} rounds a stage, and takes a block a cycle`, () => {
          const folded = elaborateAes(direction, keyBits, { roundKeys, roundsPerStage });
          const { blocks, taken, given } = crypt(folded, {
            keys: [bytes(key)],
            blocks: counted(20, () => ({ block: bytes(from) })),
          });
          expect(blocks).to.deep.equal(counted(20, () => to));
          expect(given.map((cycle) => cycle - taken[0])).to.deep.equal(counted(20, (i) => i + cycles));
        });
      }
    });
  }
}
