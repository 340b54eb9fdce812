import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { hex } from "../bytes.ts";
import { coreDesign } from "./core-rig.ts";
import { strobeOf } from "./line-bytes.ts";
import { at, keysOf, programmed, stored } from "./programmed.ts";

// Points of the test plan: wake up, line tweak, multi keyID, bypass, DRAM image, wrong keyID, no plaintext on DRAM.

const DESIGN = coreDesign({ reads: 8, writes: 4 });
const REFUSING = coreDesign({ reads: 8, writes: 4, unprogrammed: "error" });
const LINE = new Random(77).bytes(64);
const OTHER = new Random(78).bytes(64);
const ZEROS = new Uint8Array(64);

const blocks = (line: Uint8Array): string[] =>
  [0, 16, 32, 48].map((from) => hex(line.slice(from, from + 16)));

describe("a line written through the engine", () => {
  it("is in the memory as XTS-AES encrypts it with its number as the tweak, and is read back as it was", () => {
    const { memory } = programmed(DESIGN, {}, function* (rig, b) {
      rig.write(0x1040, LINE);
      yield* rig.settled(b);
      expect(hex((yield* rig.readLine(b, 0x1040)).line)).to.equal(hex(LINE));
    });
    expect([...memory.lines.keys()]).to.deep.equal([0x1040]);
    expect(hex(memory.at(0x1040))).to.equal(stored(0, 0x1040, LINE));
  });

  it("is encrypted under the key of its keyID, and its keyID never reaches the memory", () => {
    const { memory } = programmed(DESIGN, { keyIds: [1, 2, 63] }, function* (rig, b) {
      for (const keyId of [1, 2, 63]) rig.write(at(keyId, 0x1000 * keyId), LINE);
      yield* rig.settled(b);
    });
    for (const keyId of [1, 2, 63]) {
      expect(hex(memory.at(0x1000 * keyId))).to.equal(stored(keyId, 0x1000 * keyId, LINE));
    }
    expect([...memory.lines.keys()]).to.have.members([0x1000, 0x2000, 0x3f000]);
  });

  it("differs in the memory between keyIDs with different keys, and not between two with the same", () => {
    const seen: string[] = [];
    programmed(DESIGN, { keyIds: [1, 2] }, function* (rig, b) {
      rig.update({ ...keysOf(1), keyId: 3 });
      yield* rig.settled(b);
      for (const keyId of [1, 2, 3]) {
        rig.write(at(keyId, 0x40), LINE);
        yield* rig.settled(b);
        seen.push(hex(rig.memory.at(0x40)));
      }
    });
    expect(seen).to.deep.equal([stored(1, 0x40, LINE), stored(2, 0x40, LINE), stored(1, 0x40, LINE)]);
    expect(seen[0]).not.to.equal(seen[1]);
  });

  it("differs in all four blocks for each bit of its address", () => {
    const addresses = [0, ...Array.from({ length: 34 }, (_, bit) => 2 ** (6 + bit))];
    const { memory } = programmed(DESIGN, {}, function* (rig, b) {
      for (const address of addresses) rig.write(address, ZEROS);
      yield* rig.settled(b);
    });
    const seen = addresses.flatMap((address) => blocks(memory.at(address)));
    expect(new Set(seen).size).to.equal(4 * 35);
  });

  it("is treated as one of keyID 0 where its keyID has no key", () => {
    programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      rig.write(at(9, 0x80), LINE);
      yield* rig.settled(b);
      expect(hex(rig.memory.at(0x80))).to.equal(stored(0, 0x80, LINE));
      expect(hex((yield* rig.readLine(b, 0x80)).line)).to.equal(hex(LINE));
    });
  });

  it("is garbage in every block for a reader with another keyID", () => {
    programmed(DESIGN, { keyIds: [1, 2] }, function* (rig, b) {
      rig.write(at(1, 0x80), LINE);
      yield* rig.settled(b);
      for (const address of [at(2, 0x80), 0x80]) {
        const { line, error } = yield* rig.readLine(b, address);
        expect(error).to.equal(false);
        expect(blocks(line).filter((block) => blocks(LINE).includes(block))).to.deep.equal([]);
      }
    });
  });

  it("is not encrypted where its keyID is programmed so, and no other line is plain for that", () => {
    const { memory } = programmed(DESIGN, { keyIds: [1] }, function* (rig, b) {
      rig.update({ ...keysOf(4), mode: "none" });
      yield* rig.settled(b);
      rig.write(at(4, 0x80), LINE);
      rig.write(at(1, 0xc0), LINE);
      rig.write(0x100, LINE);
    });
    expect(hex(memory.at(0x80))).to.equal(hex(LINE));
    expect(hex(memory.at(0xc0))).to.equal(stored(1, 0xc0, LINE));
    expect(hex(memory.at(0x100))).to.equal(stored(0, 0x100, LINE));
  });

  it("is not encrypted in the exclusion range of keyID 0, up to its last line and no further", () => {
    const levels = { excludeEnable: true, excludeMask: 0xf_ffff_ffff_0000n, excludeBase: 0x20_0000n };
    const { memory } = programmed(DESIGN, { levels, keyIds: [1] }, (rig) => {
      for (const address of [0x1f_ffc0, 0x20_0000, 0x20_ffc0, 0x21_0000]) rig.write(address, LINE);
      rig.write(at(1, 0x20_0040), LINE);
      // Without a key it is treated as keyID 0; but the range is of keyID 0 alone.
      rig.write(at(2, 0x20_0080), LINE);
    });
    expect(hex(memory.at(0x1f_ffc0))).to.equal(stored(0, 0x1f_ffc0, LINE));
    expect(hex(memory.at(0x20_0000))).to.equal(hex(LINE));
    expect(hex(memory.at(0x20_ffc0))).to.equal(hex(LINE));
    expect(hex(memory.at(0x21_0000))).to.equal(stored(0, 0x21_0000, LINE));
    expect(hex(memory.at(0x20_0040))).to.equal(stored(1, 0x20_0040, LINE));
    expect(hex(memory.at(0x20_0080))).to.equal(stored(0, 0x20_0080, LINE));
  });

  it("is not encrypted under a bypass of keyID 0, unless its keyID has a key", () => {
    const { memory } = programmed(DESIGN, { levels: { bypass: true }, keyIds: [1] }, (rig) => {
      for (const keyId of [0, 1, 2]) rig.write(at(keyId, 0x40 * keyId), LINE);
    });
    expect([0, 0x40, 0x80].map((address) => hex(memory.at(address)))).to.deep.equal([
      hex(LINE),
      stored(1, 0x40, LINE),
      hex(LINE),
    ]);
  });

  it("is not encrypted before the engine is enabled", () => {
    const levels = { enabled: false, keyIdBits: 0 };
    const { memory } = programmed(DESIGN, { levels }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      yield* rig.settled(b);
      expect(hex((yield* rig.readLine(b, at(1, 0x40))).line)).to.equal(hex(LINE));
    });
    expect(hex(memory.at(at(1, 0x40)))).to.equal(hex(LINE));
  });
});

describe("an engine built to refuse keyIDs without a key", () => {
  it("answers their reads with an error and zeros, and their writes with an error, without the memory", () => {
    const { memory, answers } = programmed(REFUSING, { keyIds: [1] }, function* (rig, b) {
      rig.write(0x40, LINE);
      rig.write(at(1, 0x80), LINE);
      yield* rig.settled(b);
      rig.write(at(2, 0x40), OTHER);
      rig.write(at(2, 0x80), OTHER, strobeOf([3]));
      rig.read(at(2, 0x40));
      yield* rig.settled(b);
    });
    const refused = answers.filter(({ address }) => address >= at(2, 0));
    expect(refused.map(({ error }) => error)).to.deep.equal([true, true, true]);
    expect(refused.filter(({ kind }) => kind === "read").map(({ line }) => hex(line))).to.deep.equal([
      hex(ZEROS),
    ]);
    expect([0x40, 0x80].map((address) => hex(memory.at(address)))).to.deep.equal([
      stored(0, 0x40, LINE),
      stored(1, 0x80, LINE),
    ]);
    const slots = Array.from({ length: REFUSING.build.reads + 1 }, (_, slot) => slot);
    const accesses = (kind: "read" | "write") => slots.flatMap((slot) => memory.accessesOf(kind, slot));
    expect([accesses("read").length, accesses("write").length]).to.deep.equal([0, 2]);
  });

  it("answers keyID 0 and keyIDs with a key as ever", () => {
    const { answers } = programmed(REFUSING, { keyIds: [1] }, (rig) => {
      for (const keyId of [0, 1]) rig.read(at(keyId, 0));
    });
    expect(answers.map(({ error }) => error)).to.deep.equal([false, false]);
  });
});

describe("answers of the memory", () => {
  it("may overtake each other, and go to whoever asked", () => {
    const latency = (_random: Random, address: number) => (address === 0x40 ? 80 : 10);
    const { answers } = programmed(DESIGN, { memory: { latency }, keyIds: [1] }, function* (rig, b) {
      rig.write(at(1, 0x40), LINE);
      rig.write(at(1, 0x80), OTHER);
      yield* rig.settled(b);
      rig.read(at(1, 0x40));
      rig.read(at(1, 0x80));
    });
    const reads = answers.filter(({ kind }) => kind === "read");
    expect(reads.map(({ address, line }) => [address, hex(line)])).to.deep.equal([
      [at(1, 0x80), hex(OTHER)],
      [at(1, 0x40), hex(LINE)],
    ]);
  });

  it("with an error are passed on, and other lines go on", () => {
    const fails = (_random: Random, address: number) => address === 0x40;
    const { answers } = programmed(DESIGN, { memory: { fails } }, (rig) => {
      for (const address of [0x00, 0x40, 0x80]) {
        rig.read(address);
        rig.write(address + 0x1000, LINE);
      }
      rig.write(0x40, LINE);
    });
    const failed = answers.filter(({ error }) => error).map(({ kind, address }) => [kind, address]);
    expect(failed).to.have.deep.members([
      ["read", 0x40],
      ["write", 0x40],
    ]);
  });

  it("that come before their mask leave their slot only with it: the mask is not taken for the next line's", () => {
    const one = coreDesign({ reads: 1, writes: 1 });
    let failing = true;
    const memory = { latency: () => 1, fails: () => failing };
    programmed(one, { memory }, function* (rig, b) {
      rig.read(0x40);
      rig.read(0x80);
      yield* b.until(rig.sim.dut.memory.read.response.ready);
      failing = false;
      yield* rig.settled(b);
      expect(rig.answers.map(({ error }) => error)).to.deep.equal([true, false]);
    });
  });
});
