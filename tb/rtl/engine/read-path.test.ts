import { expect } from "chai";
import { ENGINE_DEFAULTS } from "../../../rtl/engine/engine-options.ts";
import { ReadPath } from "../../../rtl/engine/read-path.ts";
import { Random, StreamDriver, StreamMonitor, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { encryptLine } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { MemoryModel, type MemoryOptions } from "./memory-model.ts";
import { type Stubbed, stubQuery } from "./query-stub.ts";

const design = elaborate(ReadPath({ ...ENGINE_DEFAULTS, slots: 2, reads: 4 }));
const random = new Random(3);
const KEYS = [0, 1, 2].map(() => ({ key1: random.bytes(16), key2: random.bytes(16) }));
const LINE = random.bytes(64);
const ZEROS = new Uint8Array(64);

/** KeyIDs 0, 1, 2 have the rows of these numbers; 3 is not encrypted, 4 is refused. */
const treatment = (keyId: number): Stubbed => (keyId === 3 ? "plain" : keyId === 4 ? "refused" : keyId);
const at = (keyId: number, physical: number) => physical + keyId * 2 ** 40;

interface Read {
  readonly address: number;
  readonly slot: number;
}

/** Reads through the path; the memory holds LINE everywhere, encrypted as the address says. */
function run(reads: readonly Read[], memory: MemoryOptions = {}) {
  const sim = simulate(design);
  const { up, down, config, query, load } = sim.dut;
  for (const port of Object.values(config)) sim.drive(port, 0);
  sim.drive(config.keyIdBits, 6);
  for (const port of [load.data.enable, load.data.clear, load.tweak.enable, load.tweak.clear])
    sim.drive(port, 0);
  stubQuery(sim, query, treatment);
  const model = new MemoryModel(sim, { read: sim.dut.memory }, memory);
  for (const { address } of reads) {
    const physical = address % 2 ** 40;
    const row = treatment(Math.floor(address / 2 ** 40));
    model.lines.set(physical, typeof row === "number" ? encryptLine(KEYS[row], physical, LINE) : LINE);
  }
  const driver = new StreamDriver(sim, up, { between: "x" });
  const taken = new StreamMonitor(sim, up);
  const asked = new StreamMonitor(sim, sim.dut.memory.request);
  const sink = new StreamSink(sim, down, { as: "bytes" });
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
    for (const read of reads) driver.send(read);
    while (sink.count < reads.length) yield* b.tick();
    yield* b.tick(30);
  });
  sim.run({ cycles: 2000 });
  return {
    answers: sink.transfers.map(({ payload: { slot, line, error } }) => [slot[0], error[0], hex(line)]),
    taken: taken.transfers.map(({ cycle }) => cycle),
    asked: asked.transfers.map(({ cycle, payload }) => ({ cycle, address: Number(payload.address) })),
    given: sink.transfers.map(({ cycle }) => cycle),
  };
}

describe("the read path", () => {
  it("decrypts a line with the keys of its row, and passes on one that is not encrypted", () => {
    const reads = [0, 1, 2, 3].map((keyId) => ({ address: at(keyId, 64 * keyId), slot: keyId }));
    expect(run(reads).answers).to.have.deep.members([0, 1, 2, 3].map((slot) => [slot, 0, hex(LINE)]));
  });

  it("asks the memory without the keyID, two cycles after it took the read", () => {
    const { taken, asked } = run([{ address: at(1, 0x1040), slot: 0 }]);
    expect(asked).to.deep.equal([{ address: 0x1040, cycle: taken[0] + 2 }]);
  });

  it("answers a refused read with an error and zeros three cycles after it took it, without the memory", () => {
    const { answers, asked, taken, given } = run([{ address: at(4, 0x40), slot: 2 }]);
    expect(answers).to.deep.equal([[2, 1, hex(ZEROS)]]);
    expect([asked, given[0] - taken[0]]).to.deep.equal([[], 3]);
  });

  it("gives zeros with an error of the memory, never the line that it holds nor what that deciphers to", () => {
    const reads = [1, 3].map((keyId) => ({ address: at(keyId, 64 * keyId), slot: keyId }));
    const { answers } = run(reads, { fails: () => true });
    expect(answers).to.have.deep.members([1, 3].map((slot) => [slot, 1, hex(ZEROS)]));
  });

  it("loses no answer of the memory and no refusal where they meet, and keeps all that wait", () => {
    for (let latency = 1; latency < 20; latency++) {
      const reads = [4, 1, 4, 3].map((keyId, slot) => ({ address: at(keyId, 64 * slot), slot }));
      const { answers } = run(reads, { latency: () => latency });
      expect(answers).to.have.deep.members([
        [0, 1, hex(ZEROS)],
        [1, 0, hex(LINE)],
        [2, 1, hex(ZEROS)],
        [3, 0, hex(LINE)],
      ]);
    }
  });

  for (const [name, keyId, exposed] of [
    ["a plain", 3, 3],
    ["an encrypted", 1, 15],
  ] as const) {
    it(`adds ${exposed} cycles to the memory's latency for ${name} line`, () => {
      for (const latency of [12, 50]) {
        const { taken, given } = run([{ address: at(keyId, 0), slot: 0 }], { latency: () => latency });
        expect(given[0] - taken[0]).to.equal(latency + exposed);
      }
    });
  }

  it("keeps the mask of each slot until its answer comes, in any order", () => {
    const reads = [0, 1, 2, 3].map((slot) => ({ address: at(slot % 3, 64 * slot), slot }));
    const latency = (_random: Random, address: number) => 80 - address / 4;
    const { answers } = run(reads, { latency });
    expect(answers).to.deep.equal([3, 2, 1, 0].map((slot) => [slot, 0, hex(LINE)]));
  });

  it("lets an answer without need of its mask wait for it, so that the slot is free of it", () => {
    const { taken, given } = run([{ address: at(1, 0), slot: 0 }], { latency: () => 1, fails: () => true });
    // Two cycles of lookup, 12 of tweak and one of answer.
    expect(given[0] - taken[0]).to.equal(15);
  });

  it("loses neither a plain line nor an encrypted one where they meet at the end of the cipher", () => {
    const latency = (_random: Random, address: number) => (address === 0 ? 20 : 31);
    for (let later = 0; later < 3; later++) {
      const reads = [
        { address: at(1, 0), slot: 0 },
        { address: at(3, 64 * (later + 1)), slot: 1 },
      ];
      const seen = run(reads, { latency: (source, address) => latency(source, address) + later }).answers;
      expect(seen).to.have.deep.members([
        [0, 0, hex(LINE)],
        [1, 0, hex(LINE)],
      ]);
    }
  });
});
