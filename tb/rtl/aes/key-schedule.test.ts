import { expect } from "chai";
import fc from "fast-check";
import { KeySchedule } from "../../../rtl/aes/key-schedule.ts";
import { every, type Pattern, StreamDriver, StreamMonitor, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { bytes, hex } from "../bytes.ts";
import { runs } from "../runs.ts";
import { expansion } from "./expansion.ts";

/** FIPS 197, A.1: the words of the key expansion of a 128-bit key, a round a line. */
const A_1 = `
  2b7e1516 28aed2a6 abf71588 09cf4f3c
  a0fafe17 88542cb1 23a33939 2a6c7605
  f2c295f2 7a96b943 5935807a 7359f67f
  3d80477d 4716fe3e 1e237e44 6d7a883b
  ef44a541 a8525b7f b671253b db0bad00
  d4d1c6f8 7c839d87 caf2b8bc 11f915bc
  6d88a37a 110b3efd dbf98641 ca0093fd
  4e54f70e 5f5fc9f3 84a64fb2 4ea6dc4f
  ead27321 b58dbad2 312bf560 7f8d292f
  ac7766f3 19fadc21 28d12941 575c006e
  d014f9a8 c9ee2589 e13f0cc8 b6630ca6`;

/** FIPS 197, A.3: of a 256-bit key. */
const A_3 = `
  603deb10 15ca71be 2b73aef0 857d7781
  1f352c07 3b6108d7 2d9810a3 0914dff4
  9ba35411 8e6925af a51a8b5f 2067fcde
  a8b09c1a 93d194cd be49846e b75d5b9a
  d59aecb8 5bf3c917 fee94248 de8ebe96
  b5a9328a 2678a647 98312229 2f6c79b3
  812c81ad dadf48ba 24360af2 fab8b464
  98c5bfc9 bebd198e 268c3ba7 09e04214
  68007bac b2df3316 96e939e4 6c518d80
  c814e204 76a9fb8a 5025c02d 59c58239
  de136967 6ccc5a71 fa256395 9674ee15
  5886ca5d 2e2f31d7 7e0af1fa 27cf73c3
  749c47ab 18501dda e2757e4f 7401905a
  cafaaae3 e4d59b34 9adf6ace bd10190d
  fe4890d1 e6188d0b 046df344 706c631e`;

const rounds = (words: string): string[] => words.replace(/ /g, "").trim().split("\n");

const DESIGNS = {
  128: elaborate(KeySchedule({ keyBits: 128, slots: 4 })),
  256: elaborate(KeySchedule({ keyBits: 256, slots: 4 })),
};
const LAST_ROUND = { 128: 10, 256: 14 };

interface Load {
  readonly cycle: number;
  readonly slot: number;
  readonly round: number;
  readonly key: string;
}

/** The cycles in which the schedule takes the keys, for slots 0, 1, …, and what it writes in which cycle. */
function schedule(keyBits: 128 | 256, keys: readonly Uint8Array[], pattern?: Pattern) {
  const sim = simulate(DESIGNS[keyBits]);
  const driver = new StreamDriver(sim, sim.dut.up, pattern ? { pattern } : {});
  const monitor = new StreamMonitor(sim, sim.dut.up);
  const loads: Load[] = [];
  sim.background(function* watch(b) {
    for (;;) {
      const load = yield* b.sampleBytes(b.dut.load);
      if (load.enable[0] === 0) continue;
      loads.push({ cycle: b.cycle, slot: load.slot[0], round: load.round[0], key: hex(load.key) });
    }
  });
  sim.bench(function* program(b) {
    for (const [slot, key] of keys.entries()) driver.send({ slot, key });
    yield* driver.drained();
    yield* b.until(b.dut.up.ready);
    yield* b.tick(3);
  });
  sim.run();
  return { taken: monitor.transfers.map(({ cycle }) => cycle), loads };
}

describe("the key schedule", () => {
  it("writes the round keys of FIPS 197, A.1 (AES-128)", () => {
    const { loads } = schedule(128, [bytes("2b7e151628aed2a6abf7158809cf4f3c")]);
    expect(loads.map(({ key }) => key)).to.deep.equal(rounds(A_1));
  });

  it("writes the round keys of FIPS 197, A.3 (AES-256)", () => {
    const { loads } = schedule(256, [
      bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
    ]);
    expect(loads.map(({ key }) => key)).to.deep.equal(rounds(A_3));
  });

  it("clears all slots after each reset, one a cycle, before it takes a key", () => {
    const sim = simulate(DESIGNS[128]);
    const driver = new StreamDriver(sim, sim.dut.up);
    const seen: string[] = [];
    sim.background(function* watch(b) {
      const { load, up } = b.dut;
      for (;;) {
        // In four states: between keys the slot is unknown.
        const { clear, slot, ready } = yield* b.sampleLogic({
          clear: load.clear,
          slot: load.slot,
          ready: up.ready,
        });
        seen.push(clear.value ? `clears ${slot.value}` : ready.value ? "ready" : "busy");
      }
    });
    sim.bench(function* twoLives(b) {
      yield* b.tick(5);
      driver.send({ slot: 2, key: 1 });
      yield* driver.drained();
      yield* b.tick(3);
      b.drive(b.resetPin(), 1);
      yield* b.tick();
      b.drive(b.resetPin(), 0);
      yield* b.tick(6);
    });
    sim.run();
    const sweep = ["clears 0", "clears 1", "clears 2", "clears 3", "ready"];
    expect(seen.slice(0, 5)).to.deep.equal(sweep);
    expect(seen.slice(-6)).to.deep.equal([...sweep, "ready"]);
    expect(seen).to.include("busy");
  });

  for (const keyBits of [128, 256] as const) {
    const last = LAST_ROUND[keyBits];

    describe(`of AES-${keyBits}`, () => {
      it(`writes rounds 0 to ${last}, one a cycle, from the cycle after it took the key`, () => {
        const { taken, loads } = schedule(keyBits, [new Uint8Array(keyBits / 8)]);
        expect(loads.map(({ cycle, round }) => [cycle - taken[0], round])).to.deep.equal(
          Array.from({ length: last + 1 }, (_, round) => [round + 1, round]),
        );
      });

      it(`is busy while it writes, and takes the next key ${last + 2} cycles after the last one`, () => {
        const keys = [1, 2, 3, 4].map((byte) => new Uint8Array(keyBits / 8).fill(byte));
        const { taken, loads } = schedule(keyBits, keys);
        expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal([0, 1, 2, 3].map((i) => i * (last + 2)));
        expect(loads.map(({ slot }) => slot)).to.deep.equal(
          [0, 1, 2, 3].flatMap((slot) => Array(last + 1).fill(slot)),
        );
        expect(loads.map(({ key }) => key)).to.deep.equal(keys.flatMap((key) => expansion(key).map(hex)));
      });

      it("leaves its load port idle between keys", () => {
        const keys = [1, 2].map((byte) => new Uint8Array(keyBits / 8).fill(byte));
        const { loads } = schedule(keyBits, keys, every(40));
        expect(loads.length).to.equal(2 * (last + 1));
        expect(loads[last + 1].cycle - loads[0].cycle).to.equal(40);
      });

      it("agrees with an independent expansion on random keys", () => {
        const key = fc.uint8Array({ minLength: keyBits / 8, maxLength: keyBits / 8 });
        fc.assert(
          fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (keys) => {
            const { loads } = schedule(keyBits, keys);
            expect(loads.map((load) => load.key)).to.deep.equal(
              keys.flatMap((each) => expansion(each).map(hex)),
            );
          }),
          runs(25),
        );
      });
    });
  }
});
