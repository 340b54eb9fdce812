import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { expansion } from "../aes/expansion.ts";
import type { Update } from "./key-reference.ts";
import { type Answer, TableRig, tableDesign } from "./key-table-rig.ts";
import { randomUpdate } from "./traffic.ts";

// Points of the test plan: key zeroise, full table, unsupported algorithm.

const DESIGNS = { 128: tableDesign(128), 256: tableDesign(256) };
const REFUSING = tableDesign(128, "error");
const ROUNDS = { 128: 10, 256: 14 };
const TME_ROW = 2;

const update = (keyId: number, mode: Update["mode"] = "key", keyBits: 128 | 256 = 128): Update =>
  randomUpdate(new Random(keyId + 50), keyBits, keyId, mode);

/** The round keys of a key, as numbers of 128 bits. */
const roundKeys = (key: Uint8Array, keyBits: 128 | 256): bigint[] =>
  expansion(key.slice(0, keyBits / 8)).map((roundKey) =>
    roundKey.reduceRight((word, byte) => (word << 8n) | BigInt(byte), 0n),
  );

describe("the answers of the key table", () => {
  /** What becomes of keyIDs 0 (the TME key), 1 (a key), 2 (not encrypted) and 3 (not programmed). */
  function answers(
    { enabled = 1, bypass = 0, excluded = false },
    design: (typeof DESIGNS)[128] = DESIGNS[128],
  ): Answer[] {
    const seen: Answer[] = [];
    const rig = new TableRig(design);
    rig.run(function* (b) {
      for (const each of [update(0), update(1), update(2, "none")]) yield* rig.program(each);
      b.drive(b.dut.tme.enabled, enabled);
      b.drive(b.dut.tme.bypass, bypass);
      for (const keyId of [0, 1, 2, 3]) seen.push(yield* rig.ask(b, keyId, excluded));
    });
    return seen;
  }

  it("are the row of the keyID's slot, or of the TME key, or none", () => {
    expect(answers({})).to.deep.equal([TME_ROW, 0, "plain", TME_ROW]);
  });

  it("take what has no key of its own out of encryption under a bypass of keyID 0", () => {
    expect(answers({ bypass: 1 })).to.deep.equal(["plain", 0, "plain", "plain"]);
  });

  it("take what has no key of its own out of encryption in the exclusion range", () => {
    expect(answers({ excluded: true })).to.deep.equal(["plain", 0, "plain", "plain"]);
  });

  it("encrypt nothing before the engine is enabled", () => {
    expect(answers({ enabled: 0 })).to.deep.equal(["plain", "plain", "plain", "plain"]);
  });

  it("refuse a keyID that is not programmed, and no other, where the engine is built so", () => {
    expect(answers({}, REFUSING)).to.deep.equal([TME_ROW, 0, "plain", "refused"]);
    expect(answers({ bypass: 1 }, REFUSING)).to.deep.equal(["plain", 0, "plain", "refused"]);
  });

  it("are as after reset where nothing is programmed: everything is the TME key's", () => {
    const rig = new TableRig(DESIGNS[128]);
    rig.run(function* (b) {
      for (const keyId of [0, 1, 0x7fff]) expect(yield* rig.ask(b, keyId)).to.equal(TME_ROW);
    });
  });
});

for (const keyBits of [128, 256] as const) {
  describe(`an update of the key table (AES-${keyBits})`, () => {
    it("writes all round keys of both keys into the row of the keyID", () => {
      const rig = new TableRig(DESIGNS[keyBits]);
      rig.run(function* () {
        for (const keyId of [0, 7, 8])
          expect(yield* rig.program(update(keyId, "key", keyBits))).to.equal(true);
      });
      for (const [keyId, row] of [
        [0, TME_ROW],
        [7, 0],
        [8, 1],
      ]) {
        const { dataKey, tweakKey } = update(keyId, "key", keyBits);
        expect(rig.keys.data[row]).to.deep.equal(roundKeys(dataKey, keyBits));
        expect(rig.keys.tweak[row]).to.deep.equal(roundKeys(tweakKey, keyBits));
      }
      expect(rig.written).to.equal(3 * 2 * (ROUNDS[keyBits] + 1));
    });

    it(`asks for a drain, is taken when the engine is idle, and is done ${ROUNDS[keyBits] + 3} cycles later`, () => {
      const rig = new TableRig(DESIGNS[keyBits]);
      rig.run(function* (b) {
        b.drive(b.dut.idle, 0);
        yield* b.until(b.dut.drain, (drain) => drain === 0n);
        rig.send(update(1, "key", keyBits));
        yield* b.tick(20);
        expect(b.peek({ drain: b.dut.drain, ready: b.dut.update.ready })).to.deep.equal({
          drain: 1n,
          ready: 0n,
        });
        expect(rig.written).to.equal(0);
        b.drive(b.dut.idle, 1);
        yield* b.until(b.dut.update.ready);
        const taken = b.cycle;
        const { ok, cycle } = yield* rig.done();
        expect([ok, cycle - taken]).to.deep.equal([true, ROUNDS[keyBits] + 3]);
        expect(b.peek(b.dut.drain)).to.equal(0n);
      });
    });

    it("without the engine's algorithm is answered with 0 and writes nothing", () => {
      const rig = new TableRig(DESIGNS[keyBits]);
      rig.run(function* (b) {
        for (const algorithm of [0, 1, 2, 3, 15].filter((index) => index !== (keyBits === 128 ? 0 : 2))) {
          expect(yield* rig.program({ ...update(1, "key", keyBits), algorithm })).to.equal(false);
        }
        expect(yield* rig.ask(b, 1)).to.equal(TME_ROW);
      });
      expect(rig.written).to.equal(0);
    });
  });
}

describe("an update of the key table", () => {
  const full = [update(1), update(2)];

  it("of a further keyID is answered with 0 where the table is full, and changes nothing", () => {
    const rig = new TableRig(DESIGNS[128]);
    rig.run(function* (b) {
      for (const each of full) yield* rig.program(each);
      const { written } = rig;
      for (const mode of ["key", "none"] as const) {
        expect(yield* rig.program(update(3, mode))).to.equal(false);
      }
      expect(rig.written).to.equal(written);
      expect([yield* rig.ask(b, 1), yield* rig.ask(b, 2), yield* rig.ask(b, 3)]).to.deep.equal([
        0,
        1,
        TME_ROW,
      ]);
    });
  });

  it("of the TME key or of a known keyID is taken although the table is full", () => {
    const rig = new TableRig(DESIGNS[128]);
    rig.run(function* () {
      for (const each of full) yield* rig.program(each);
      expect(yield* rig.program(update(0))).to.equal(true);
      expect(yield* rig.program({ ...update(9), keyId: 2 })).to.equal(true);
    });
    expect(rig.keys.data[TME_ROW]).to.deep.equal(roundKeys(update(0).dataKey, 128));
    expect(rig.keys.data[1]).to.deep.equal(roundKeys(update(9).dataKey, 128));
    expect(rig.keys.data[0]).to.deep.equal(roundKeys(update(1).dataKey, 128));
  });

  for (const mode of ["tme", "none"] as const) {
    it(`to mode ${mode} leaves no round key of the old key, but those of a key of zeros`, () => {
      const rig = new TableRig(DESIGNS[128]);
      const zeros = roundKeys(new Uint8Array(16), 128);
      rig.run(function* (b) {
        for (const each of full) yield* rig.program(each);
        expect(yield* rig.program(update(2, mode))).to.equal(true);
        expect(yield* rig.ask(b, 2)).to.equal(mode === "tme" ? TME_ROW : "plain");
      });
      expect([rig.keys.data[1], rig.keys.tweak[1]]).to.deep.equal([zeros, zeros]);
      expect(rig.keys.data[0]).to.deep.equal(roundKeys(update(1).dataKey, 128));
    });

    it(`to mode ${mode} of a keyID without a key writes no round key, also where the table is full`, () => {
      const rig = new TableRig(DESIGNS[128]);
      rig.run(function* () {
        yield* rig.program(update(5, mode));
        expect(rig.written).to.equal(0);
        for (const each of full) yield* rig.program(each);
        const { written } = rig;
        yield* rig.program(update(6, mode));
        expect(rig.written).to.equal(written);
      });
    });
  }

  it("needs no algorithm where it brings no key", () => {
    const rig = new TableRig(DESIGNS[128]);
    rig.run(function* (b) {
      expect(yield* rig.program({ ...update(1, "none"), algorithm: 9 })).to.equal(true);
      expect(yield* rig.ask(b, 1)).to.equal("plain");
    });
  });

  it("follows another without a wait between them, each with its own answer", () => {
    const rig = new TableRig(DESIGNS[128]);
    const seen: boolean[] = [];
    rig.run(function* () {
      for (const keyId of [1, 2, 3, 0]) rig.send(update(keyId));
      for (let i = 0; i < 4; i++) seen.push((yield* rig.done()).ok);
    });
    expect(seen).to.deep.equal([true, true, false, true]);
  });
});
