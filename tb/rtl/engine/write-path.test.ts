import { expect } from "chai";
import { ENGINE_DEFAULTS } from "../../../rtl/engine/engine-options.ts";
import { WritePath } from "../../../rtl/engine/write-path.ts";
import { Random, StreamDriver, StreamMonitor, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { encryptLine } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { moods } from "../moods.ts";
import { MemoryModel, type MemoryOptions } from "./memory-model.ts";
import { type Stubbed, stubQuery } from "./query-stub.ts";

const design = elaborate(WritePath({ ...ENGINE_DEFAULTS, slots: 2, writes: 64 }));
const random = new Random(4);
const KEYS = [0, 1, 2].map(() => ({ key1: random.bytes(16), key2: random.bytes(16) }));
const LINE = random.bytes(64);

/** KeyIDs 0, 1, 2 have the rows of these numbers; 3 is not encrypted, 4 is refused. */
const treatment = (keyId: number): Stubbed => (keyId === 3 ? "plain" : keyId === 4 ? "refused" : keyId);
const at = (keyId: number, physical: number) => physical + keyId * 2 ** 40;

interface Write {
  readonly address: number;
  readonly slot: number;
  readonly line: Uint8Array;
}
const write = (keyId: number, slot: number): Write => ({ address: at(keyId, 64 * slot), slot, line: LINE });

function run(writes: readonly Write[], { pauses, ...memory }: MemoryOptions & { pauses?: boolean } = {}) {
  const pattern = pauses ? { pattern: moods } : {};
  const sim = simulate(design, { seed: 6 });
  const { up, down, config, query, load } = sim.dut;
  for (const port of Object.values(config)) sim.drive(port, 0);
  sim.drive(config.keyIdBits, 6);
  for (const port of [load.data.enable, load.data.clear, load.tweak.enable, load.tweak.clear])
    sim.drive(port, 0);
  stubQuery(sim, query, treatment);
  const model = new MemoryModel(sim, { write: sim.dut.memory }, memory);
  const driver = new StreamDriver(sim, up, { between: "x", ...pattern });
  const taken = new StreamMonitor(sim, up);
  const stored = new StreamMonitor(sim, sim.dut.memory.request);
  const sink = new StreamSink(sim, down, pattern);
  sim.bench(function* (b) {
    yield* loadKeys(
      b,
      load.data,
      KEYS.map(({ key1 }) => key1),
    );
    yield* loadKeys(
      b,
      load.tweak,
      KEYS.map(({ key2 }) => key2),
    );
    for (const each of writes) driver.send(each);
    while (sink.count < writes.length) yield* b.tick();
    yield* b.tick(30);
  });
  sim.run({ cycles: 10_000 });
  return {
    lines: new Map([...model.lines].map(([address, line]) => [address, hex(line)])),
    answers: sink.transfers.map(({ payload: { slot, error } }) => [Number(slot), Number(error)]),
    taken: taken.transfers.map(({ cycle }) => cycle),
    stored: stored.transfers.map(({ cycle }) => cycle),
    given: sink.transfers.map(({ cycle }) => cycle),
  };
}

/** What the memory should hold after a write. */
function expected({ address, line }: Write): string {
  const row = treatment(Math.floor(address / 2 ** 40));
  return hex(typeof row === "number" ? encryptLine(KEYS[row], address % 2 ** 40, line) : line);
}

describe("the write path", () => {
  it("stores a line encrypted with the keys of its row, or as it is, at its address without the keyID", () => {
    const writes = [0, 1, 2, 3].map((keyId) => write(keyId, keyId));
    const { lines, answers } = run(writes);
    expect([...lines].toSorted(([one], [two]) => one - two)).to.deep.equal(
      writes.map((each) => [each.address % 2 ** 40, expected(each)]),
    );
    expect(answers).to.have.deep.members([0, 1, 2, 3].map((slot) => [slot, 0]));
  });

  it("answers a refused write with an error, and nothing of it comes to the memory", () => {
    const { lines, answers, stored } = run([write(4, 7)]);
    expect([lines.size, stored.length]).to.deep.equal([0, 0]);
    expect(answers).to.deep.equal([[7, 1]]);
  });

  it("passes on an error of the memory", () => {
    expect(run([write(1, 5)], { fails: () => true }).answers).to.deep.equal([[5, 1]]);
  });

  for (const [name, keyId, cycles] of [
    // Two of lookup, one of the queue of slots, one of store; two of lookup, 11 of tweak, 12 of cipher, one of store.
    ["a plain", 3, 4],
    ["an encrypted", 1, 26],
  ] as const) {
    it(`has ${name} line at the memory ${cycles} cycles after it took it, and its answer one after the memory's`, () => {
      const { taken, stored, given } = run([write(keyId, 0)], { latency: () => 10 });
      expect(stored[0] - taken[0]).to.equal(cycles);
      expect(given[0] - stored[0]).to.equal(11);
    });
  }

  it("takes and stores a line a cycle", () => {
    const { taken, stored } = run(Array.from({ length: 64 }, (_, slot) => write(1, slot)));
    for (const cycles of [taken, stored]) {
      expect(cycles.map((cycle) => cycle - cycles[0])).to.deep.equal(Array.from({ length: 64 }, (_, i) => i));
    }
  });

  it("gives each line its own mask, keys and answer, in any mixture and with any pauses", () => {
    const mixed = Array.from({ length: 64 }, (_, slot) => ({
      ...write(random.below(5), slot),
      line: random.bytes(64),
    }));
    const isRefused = ({ address }: Write) => address >= at(4, 0);
    const latency = (source: Random) => source.between(1, 40);
    const { lines, answers } = run(mixed, { latency, pauses: true, accept: moods, send: moods });
    const kept = mixed.filter((each) => !isRefused(each));
    expect(lines.size).to.equal(kept.length);
    for (const each of kept) expect(lines.get(each.address % 2 ** 40)).to.equal(expected(each));
    expect(answers).to.have.deep.members(mixed.map((each) => [each.slot, isRefused(each) ? 1 : 0]));
  });
});
