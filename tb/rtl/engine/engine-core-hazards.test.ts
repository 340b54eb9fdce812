import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { lineTweak } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { opensslXts } from "../xts/xex.ts";
import { coreDesign } from "./core-rig.ts";
import { ALL_BYTES, strobeOf } from "./line-bytes.ts";
import { at, keysOf, programmed, stored, xtsKeys } from "./programmed.ts";

// Points of the test plan: partial write by read-modify-write, hazards of it.

const DESIGN = coreDesign({ reads: 8, writes: 4 });
const LINE = new Random(77).bytes(64);
const OTHER = new Random(78).bytes(64);

describe("a write of some bytes of a line", () => {
  for (const [name, bytes] of Object.entries({
    "the first byte": [0],
    "the last byte": [63],
    "bytes across two cipher blocks": [14, 15, 16, 17],
    "bytes with holes between them": [1, 7, 8, 30, 33, 62],
    "all bytes but one": Array.from({ length: 63 }, (_, i) => i),
  })) {
    it(`changes ${name}, and keeps the others through decryption and encryption`, () => {
      const { memory } = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
        rig.write(at(1, 0x40), LINE);
        yield* rig.settled(b);
        rig.write(at(1, 0x40), OTHER, strobeOf(bytes));
      });
      const whole = LINE.map((byte, i) => (bytes.includes(i) ? OTHER[i] : byte));
      expect(hex(memory.at(0x40))).to.equal(stored(1, 0x40, whole));
    });
  }

  it("of no byte is answered without an error and does not come near the memory", () => {
    const { memory, answers } = programmed(DESIGN, {}, (rig) => {
      rig.write(0x40, LINE, 0n);
    });
    expect(answers.map(({ kind, error }) => [kind, error])).to.deep.equal([["write", false]]);
    expect(memory.lines.size + memory.accessesOf("read", 8).length).to.equal(0);
  });

  it("is answered with an error and stores nothing where its old line cannot be read", () => {
    const { memory, answers } = programmed(
      DESIGN,
      { memory: { fails: (_random, address) => address === 0x40 } },
      (rig) => {
        rig.write(0x40, LINE, strobeOf([5]));
        rig.write(0x80, LINE);
      },
    );
    expect(answers.map(({ address, error }) => [address, error])).to.deep.equal([
      [0x40, true],
      [0x80, false],
    ]);
    expect([...memory.lines.keys()]).to.deep.equal([0x80]);
  });
});

describe("requests of one line", () => {
  const SLOW = { latency: () => 60 };

  it("wait for a write of it on its way: a read sees what was written, and the later of two writes stays", () => {
    const { memory, answers } = programmed(DESIGN, { memory: SLOW, keyIds: [1] }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      rig.write(at(1, 0x40), OTHER);
      yield* b.tick(5);
      rig.read(at(1, 0x40));
    });
    const [first, second] = answers.filter(({ kind }) => kind === "write");
    const [read] = answers.filter(({ kind }) => kind === "read");
    expect(second.asked).to.be.above(first.answered);
    expect(read.asked).to.be.above(first.answered);
    expect([hex(LINE), hex(OTHER)]).to.include(hex(read.line));
    expect(hex(memory.at(0x40))).to.equal(stored(1, 0x40, OTHER));
  });

  it("wait also under another keyID, which names the same line", () => {
    const { answers } = programmed(DESIGN, { memory: SLOW, keyIds: [1, 2] }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      yield* b.tick(5);
      rig.read(at(2, 0x40));
    });
    const [write, read] = answers;
    expect([write.kind, read.kind]).to.deep.equal(["write", "read"]);
    expect(read.asked).to.be.above(write.answered);
  });

  it("do not hold up reads of other lines, which overtake them", () => {
    const { answers } = programmed(DESIGN, { memory: SLOW }, function* (rig, b) {
      rig.write(0x40, LINE);
      yield* b.tick(5);
      rig.read(0x80);
    });
    expect(answers.map(({ kind }) => kind)).to.deep.equal(["read", "write"]);
  });

  it("that write some bytes follow each other, so that none of them is lost", () => {
    const { memory } = programmed(DESIGN, { memory: SLOW }, (rig) => {
      for (let byte = 0; byte < 8; byte++) rig.write(0x40, LINE, strobeOf([byte]));
    });
    const whole = LINE.map((byte, i) => (i < 8 ? byte : 0));
    // The old line was zeros in the memory, which decrypt to something else.
    const first = new Uint8Array(64);
    const opened = opensslXts("decrypt", xtsKeys(keysOf(0)), lineTweak(0x40), first);
    expect(hex(memory.at(0x40))).to.equal(
      stored(
        0,
        0x40,
        opened.map((byte, i) => (i < 8 ? whole[i] : byte)),
      ),
    );
  });

  it("read the old line or the new one, and never a mixture, around a write of some bytes", () => {
    const seen = new Set<string>();
    programmed(DESIGN, { memory: SLOW }, function* (rig, b) {
      rig.write(0x40, LINE);
      yield* rig.settled(b);
      rig.read(0x40);
      rig.write(0x40, OTHER, ALL_BYTES >> 1n);
      for (let i = 0; i < 6; i++) {
        yield* b.tick(40);
        rig.read(0x40);
      }
      yield* rig.settled(b);
      for (const { kind, line } of rig.answers) if (kind === "read") seen.add(hex(line));
    });
    const fresh = OTHER.map((byte, i) => (i < 63 ? byte : LINE[i]));
    expect([...seen]).to.deep.equal([hex(LINE), hex(fresh)]);
  });
});
