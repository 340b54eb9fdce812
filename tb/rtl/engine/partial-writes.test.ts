import { expect } from "chai";
import { PartialWrites } from "../../../rtl/engine/partial-writes.ts";
import { Random, StreamDriver, StreamMonitor, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { hex } from "../bytes.ts";
import { moods } from "../moods.ts";
import { ALL_BYTES, numberOf, overlay, strobeOf } from "./line-bytes.ts";
import { randomStrobe } from "./traffic.ts";

const design = elaborate(PartialWrites({ slotBits: 4 }));
const NEW = new Random(1).bytes(64);

interface Write {
  readonly address: number;
  readonly slot: number;
  readonly line: Uint8Array;
  readonly strobe: bigint;
}

/** The old line at an address: its own for each. */
const oldLine = (address: number) => new Random(address).bytes(64);
/** Where the old line cannot be read. */
const BROKEN = 0x3000;

/** Writes through, with pauses on all sides if so wished: what went on, what was answered here, what was asked for. */
function run(writes: readonly Write[], pauses = false) {
  const pattern = pauses ? { pattern: moods } : {};
  const sim = simulate(design, { seed: 9 });
  const { up, down, skipped, old } = sim.dut;
  const driver = new StreamDriver(sim, up, { between: "x", ...pattern });
  const taken = new StreamMonitor(sim, up);
  const lines = new StreamSink(sim, down, { as: "bytes", ...pattern });
  const answers = new StreamSink(sim, skipped, pattern);
  const replies = new StreamDriver(sim, old.response, { between: "x", ...pattern });
  const asked: number[] = [];
  new StreamSink(sim, old.request, {
    as: "bytes",
    ...pattern,
    each: ({ payload }) => {
      const address = numberOf(payload.address);
      asked.push(address);
      replies.send({ line: oldLine(address), error: address === BROKEN });
    },
  });
  sim.bench(function* (b) {
    for (const write of writes) driver.send(write);
    yield* driver.drained();
    yield* b.tick(5);
  });
  sim.run({ cycles: 50_000 });
  return {
    lines: lines.transfers.map(({ payload, cycle }) => ({
      address: numberOf(payload.address),
      slot: payload.slot[0],
      line: hex(payload.line),
      cycle,
    })),
    answers: answers.transfers.map(({ payload: { slot, error } }) => [Number(slot), Number(error)]),
    asked,
    taken: taken.transfers.map(({ cycle }) => cycle),
  };
}

const write = (strobe: bigint, address = 0x1000, slot = 3): Write => ({ address, slot, line: NEW, strobe });

describe("a write of all bytes", () => {
  it("passes in the cycle in which it comes, one a cycle, and no old line is read", () => {
    const { lines, answers, asked, taken } = run(
      Array.from({ length: 8 }, (_, i) => write(ALL_BYTES, 64 * i, i)),
    );
    expect(lines.map(({ address, slot, line }) => [address, slot, line])).to.deep.equal(
      Array.from({ length: 8 }, (_, i) => [64 * i, i, hex(NEW)]),
    );
    expect(lines.map(({ cycle }) => cycle)).to.deep.equal(taken);
    expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([answers, asked]).to.deep.equal([[], []]);
  });
});

describe("a write of some bytes", () => {
  it("lays each single byte over the old line", () => {
    const writes = Array.from({ length: 64 }, (_, byte) => write(strobeOf([byte]), 64 * byte));
    const { lines, asked } = run(writes);
    expect(lines.map(({ line }) => line)).to.deep.equal(
      writes.map(({ address, strobe }) => hex(overlay(oldLine(address), NEW, strobe))),
    );
    expect(asked).to.deep.equal(writes.map(({ address }) => address));
  });

  for (const [name, strobe] of Object.entries({
    "every second byte": BigInt(`0x${"5".repeat(16)}`),
    "the lower half": 2n ** 32n - 1n,
    "all bytes but the first": ALL_BYTES - 1n,
    "all bytes but the last": ALL_BYTES >> 1n,
  })) {
    it(`lays ${name} over the old line`, () => {
      const [{ line, slot, address }] = run([write(strobe)]).lines;
      expect([slot, address]).to.deep.equal([3, 0x1000]);
      expect(line).to.equal(hex(overlay(oldLine(0x1000), NEW, strobe)));
    });
  }

  it("is taken when the whole line goes on, and holds up the writes behind it until then", () => {
    const { lines, taken } = run([write(1n), write(ALL_BYTES, 0x40, 4)]);
    expect(lines.map(({ slot }) => slot)).to.deep.equal([3, 4]);
    expect(lines.map(({ cycle }) => cycle)).to.deep.equal(taken);
    expect(taken[1] - taken[0]).to.equal(1);
  });

  it("whose old line cannot be read is answered with an error and does not go on", () => {
    const { lines, answers } = run([write(1n, BROKEN, 5), write(2n)]);
    expect(answers).to.deep.equal([[5, 1]]);
    expect(lines.map(({ slot }) => slot)).to.deep.equal([3]);
  });
});

describe("a write of no byte", () => {
  it("is answered at once without an error; no line is read, and none goes on", () => {
    const { lines, answers, asked, taken } = run([write(0n), write(0n, BROKEN, 6)]);
    expect([lines, asked]).to.deep.equal([[], []]);
    expect(answers).to.deep.equal([
      [3, 0],
      [6, 0],
    ]);
    expect(taken[1] - taken[0]).to.equal(1);
  });
});

describe("writes of any bytes", () => {
  it("keep their order, are lost nowhere and mixed up nowhere, whatever pauses there are", () => {
    const random = new Random(33);
    const writes = Array.from({ length: 300 }, (_, i) => ({
      address: random.chance(0.1) ? BROKEN : 64 * i,
      slot: i % 16,
      line: random.bytes(64),
      strobe: randomStrobe(random),
    }));
    const { lines, answers } = run(writes, true);
    const isBroken = ({ address, strobe }: Write) => address === BROKEN && strobe !== ALL_BYTES;
    const goesOn = (each: Write) => each.strobe !== 0n && !isBroken(each);
    expect(lines.map(({ address, slot, line }) => [address, slot, line])).to.deep.equal(
      writes
        .filter(goesOn)
        .map(({ address, slot, line, strobe }) => [
          address,
          slot,
          hex(overlay(oldLine(address), line, strobe)),
        ]),
    );
    expect(answers).to.deep.equal(
      writes.filter((each) => !goesOn(each)).map(({ slot, strobe }) => [slot, strobe === 0n ? 0 : 1]),
    );
  });
});
