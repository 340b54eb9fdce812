import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { lineTweak } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { opensslXts } from "../xts/xex.ts";
import { type CoreRig, coreDesign } from "./core-rig.ts";
import { strobeOf } from "./line-bytes.ts";
import { at, keysOf, programmed, stored, xtsKeys } from "./programmed.ts";

// Points of the test plan: key change with a drain, full table, clear key then use.

const DESIGN = coreDesign({ slots: 2 });
const LINE = new Random(79).bytes(64);
const FRESH = keysOf(100);

/** The cycles in which the engine drains. */
function watchDraining(rig: CoreRig): number[] {
  const cycles: number[] = [];
  rig.sim.background(function* watch(b) {
    for (;;) if ((yield* b.sample(b.dut.draining)) === 1n) cycles.push(b.cycle);
  });
  return cycles;
}

const lastDone = ({ dones }: CoreRig) => dones.at(-1)!;

describe("a change of a key while lines are in flight", () => {
  it("leaves lines that went in before it wholly under the old key, and puts later ones under the new", () => {
    const { memory } = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      for (let i = 0; i < 40; i++) rig.write(at(1, 64 * i), LINE);
      yield* b.tick(10);
      rig.update({ ...FRESH, keyId: 1 });
    });
    const old = Array.from({ length: 40 }, (_, i) => hex(memory.at(64 * i)) === stored(1, 64 * i, LINE));
    const turn = old.indexOf(false);
    expect(turn, "lines under the old key").to.be.within(1, 39);
    expect(old.lastIndexOf(true)).to.equal(turn - 1);
    for (let i = turn; i < 40; i++) expect(hex(memory.at(64 * i))).to.equal(stored(100, 64 * i, LINE));
  });

  it("lets reads that went in before it decrypt with the old key, and later ones with the new", () => {
    const { answers } = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      for (let i = 0; i < 8; i++) rig.write(at(1, 64 * i), LINE);
      yield* rig.settled(b);
      for (let i = 0; i < 8; i++) rig.read(at(1, 64 * i));
      yield* b.tick(5);
      rig.update({ ...FRESH, keyId: 1 });
    });
    const reads = answers.filter(({ kind }) => kind === "read").map(({ line }) => hex(line) === hex(LINE));
    expect(reads.slice(0, 4)).to.deep.equal([true, true, true, true]);
    expect(reads.at(-1)).to.equal(false);
    expect(reads.toSorted()).to.deep.equal(reads.toReversed());
  });

  it("waits for a write of some bytes, from the read of its old line to its answer", () => {
    const slow = { latency: () => 70 };
    const { memory, dones, answers } = programmed(DESIGN, { memory: slow, keyIds: [1] }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      yield* rig.settled(b);
      rig.write(at(1, 0x40), LINE.toReversed(), strobeOf([9]));
      yield* b.tick(6);
      rig.update({ ...FRESH, keyId: 1 });
    });
    const whole = LINE.map((byte, i) => (i === 9 ? LINE[63 - 9] : byte));
    expect(hex(memory.at(0x40))).to.equal(stored(1, 0x40, whole));
    expect(dones.at(-1)!.cycle).to.be.above(answers.at(-1)!.answered);
  });

  it("comes to its end although the bus never pauses", () => {
    const rig = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      for (let i = 0; i < 600; i++) rig.read(at(1, 64 * i));
      yield* b.tick(100);
      rig.update({ ...FRESH, keyId: 1 });
      const before = rig.answers.length;
      while (rig.dones.length < 3) yield* b.tick();
      expect(rig.answers.length - before).to.be.at.most(32);
    });
    expect(rig.answers.length).to.equal(600);
  });

  it("drains from the cycle after the update is offered until it is done, and takes nothing in between", () => {
    let draining: number[] = [];
    const rig = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      draining = watchDraining(rig);
      for (let i = 0; i < 100; i++) rig.read(at(1, 64 * i));
      yield* b.tick(50);
      rig.update({ ...FRESH, keyId: 1 });
    });
    expect(draining).to.deep.equal(draining.map((_, i) => draining[0] + i));
    expect(draining.at(-1)).to.equal(lastDone(rig).cycle);
    const taken = rig.answers.map(({ asked }) => asked);
    expect(taken.filter((cycle) => draining.includes(cycle))).to.deep.equal([]);
    expect(taken.some((cycle) => cycle < draining[0])).to.equal(true);
    expect(taken.some((cycle) => cycle > draining.at(-1)!)).to.equal(true);
  });

  it("is done Nr + 3 cycles after an idle engine takes it", () => {
    for (const [keyBits, cycles] of [
      [128, 13],
      [256, 17],
    ] as const) {
      let taken = 0;
      const rig = programmed(coreDesign({ keyBits, slots: 2 }), {}, function* (rig, b) {
        rig.update({ ...keysOf(1, keyBits), keyId: 1 });
        const { valid, ready } = rig.sim.dut.keys.update;
        yield* b.until({ valid, ready }, (update) => update.valid === 1n && update.ready === 1n);
        taken = b.cycle;
      });
      expect(lastDone(rig).cycle - taken, `AES-${keyBits}`).to.equal(cycles);
    }
  });
});

describe("an update that the table cannot take", () => {
  /** What lines of the keyIDs look like in the memory. */
  const look = function* (rig: CoreRig, b: Parameters<CoreRig["settled"]>[0], keyIds: readonly number[]) {
    const seen: string[] = [];
    for (const keyId of keyIds) {
      rig.write(at(keyId, 0x40), LINE);
      yield* rig.settled(b);
      seen.push(hex(rig.memory.at(0x40)));
    }
    return seen;
  };

  it("is answered with 0 where every slot has a key, and changes nothing", () => {
    programmed(DESIGN, { keyIds: [1, 2] }, function* (rig, b) {
      const before = yield* look(rig, b, [0, 1, 2, 3]);
      rig.update(keysOf(3));
      yield* rig.settled(b);
      expect(lastDone(rig).ok).to.equal(false);
      expect(yield* look(rig, b, [0, 1, 2, 3])).to.deep.equal(before);
      expect(before[3]).to.equal(stored(0, 0x40, LINE));
    });
  });

  it("is answered with 0 where its algorithm is not the engine's, and changes nothing", () => {
    programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      const before = yield* look(rig, b, [0, 1, 2]);
      for (const algorithm of [1, 2, 3]) {
        for (const keyId of [0, 1, 2]) rig.update({ ...FRESH, keyId, algorithm });
      }
      yield* rig.settled(b);
      expect(rig.dones.slice(2).map(({ ok }) => ok)).to.deep.equal(Array(9).fill(false));
      expect(yield* look(rig, b, [0, 1, 2])).to.deep.equal(before);
    });
  });

  it("does not stand in the way of those that it can: a new key for a keyID of a full table", () => {
    programmed(DESIGN, { keyIds: [1, 2] }, function* (rig, b) {
      rig.update({ ...FRESH, keyId: 2 });
      yield* rig.settled(b);
      expect(lastDone(rig).ok).to.equal(true);
      expect(yield* look(rig, b, [1, 2])).to.deep.equal([stored(1, 0x40, LINE), stored(100, 0x40, LINE)]);
    });
  });

  it("is taken once another keyID has given up its slot", () => {
    programmed(DESIGN, { keyIds: [1, 2] }, function* (rig, b) {
      rig.update({ ...keysOf(1), mode: "tme" });
      rig.update(keysOf(3));
      yield* rig.settled(b);
      expect(rig.dones.slice(3).map(({ ok }) => ok)).to.deep.equal([true, true]);
      expect(yield* look(rig, b, [1, 2, 3])).to.deep.equal(
        [0, 2, 3].map((keyId) => stored(keyId, 0x40, LINE)),
      );
    });
  });
});

describe("a keyID", () => {
  it("whose key is cleared is treated as keyID 0 again: its lines are garbage, not plaintext", () => {
    programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      yield* rig.settled(b);
      const inMemory = rig.memory.at(0x40);
      rig.update({ ...keysOf(1), mode: "tme" });
      yield* rig.settled(b);
      const { line } = yield* rig.readLine(b, at(1, 0x40));
      const opened = opensslXts("decrypt", xtsKeys(keysOf(0)), lineTweak(0x40), inMemory);
      expect(hex(line)).to.equal(hex(opened));
      expect(hex(line)).not.to.equal(hex(LINE));
    });
  });

  it("0 gets a new key as any other, and all keyIDs without one of their own with it", () => {
    const { memory } = programmed(DESIGN, {}, function* (rig, b) {
      rig.update({ ...FRESH, keyId: 0 });
      yield* rig.settled(b);
      rig.write(0x40, LINE);
      rig.write(at(5, 0x80), LINE);
    });
    expect([0x40, 0x80].map((address) => hex(memory.at(address)))).to.deep.equal([
      stored(100, 0x40, LINE),
      stored(100, 0x80, LINE),
    ]);
  });
});
