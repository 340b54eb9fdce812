import { expect } from "chai";
import { Responses } from "../../../rtl/dram/responses.ts";
import { type Bench, random, StreamSink, simulate, type Task } from "../../../sim/bench/index.ts";
import type { Outside } from "../../../sim/hdl/index.ts";

type Ports = Outside<ReturnType<typeof Responses>["shape"]>;
interface Now {
  readonly read?: number;
  readonly write?: number;
  readonly data?: number;
}

function* step(b: Bench<Ports>, { read, write, data }: Now = {}): Task {
  const { dut } = b;
  b.drive(dut.read.enable, read !== undefined);
  b.drive(dut.read.tag, read ?? 0);
  b.drive(dut.write.enable, write !== undefined);
  b.drive(dut.write.tag, write ?? 0);
  b.drive(dut.data.valid, data !== undefined);
  b.drive(dut.data.line, data ?? 0);
  yield* b.tick();
}

const responses = (steps: readonly Now[]) => {
  using sim = simulate(Responses({ tagBits: 8 }));
  const sink = new StreamSink(sim, sim.dut.response);
  sim.bench(function* (b) {
    for (const now of [...steps, {}, {}, {}]) yield* step(b, now);
  });
  sim.run();
  return sink.transfers.map(({ payload: { write, tag, line }, cycle }) => ({
    text: write ? `write ${tag}` : `read ${tag} = ${line}`,
    cycle: cycle - 3,
  }));
};

describe("the responses of the memory controller", () => {
  it("give the data of reads the tags of their commands, in order, one cycle after it came", () => {
    expect(responses([{ read: 7 }, { read: 9 }, {}, { data: 70 }, { data: 90 }])).to.deep.equal([
      { text: "read 7 = 70", cycle: 4 },
      { text: "read 9 = 90", cycle: 5 },
    ]);
  });

  it("answer a write in the cycle after it was taken", () => {
    expect(responses([{ write: 3 }])).to.deep.equal([{ text: "write 3", cycle: 1 }]);
  });

  it("let reads go first", () => {
    expect(responses([{ read: 7 }, { write: 3, data: 70 }]).map(({ text }) => text)).to.deep.equal([
      "read 7 = 70",
      "write 3",
    ]);
  });

  it("have room for 16 reads and 4 writes that are not taken", () => {
    using sim = simulate(Responses({ tagBits: 8 }));
    sim.bench(function* (b) {
      const { room } = b.dut;
      b.drive(b.dut.response.ready, 0);
      for (let i = 0; i < 16; i++) {
        expect(b.peek(room.read)).to.equal(1n);
        if (i < 4) expect(b.peek(room.write)).to.equal(1n);
        yield* step(b, { read: i, data: i, ...(i < 4 ? { write: i } : {}) });
      }
      expect([b.peek(room.read), b.peek(room.write)]).to.deep.equal([0n, 0n]);
      b.drive(b.dut.response.ready, 1);
      yield* step(b);
      expect([b.peek(room.read), b.peek(room.write)]).to.deep.equal([1n, 0n]);
    });
    sim.run();
  });

  it("stand still until they are taken, and none is lost", () => {
    using sim = simulate(Responses({ tagBits: 8 }), { seed: 3 });
    // The sink stops the run if an answer changes before it is taken.
    const sink = new StreamSink(sim, sim.dut.response, { pattern: random(0.4) });
    const sent = { read: 0, data: 0, write: 0 };
    sim.bench(function* (b) {
      for (let i = 0; i < 400; i++) {
        const chance = (rate: number) => i < 300 && b.random.chance(rate);
        const now: { read?: number; write?: number; data?: number } = {};
        if (b.peek(b.dut.room.read) && chance(0.3)) now.read = sent.read++;
        if (b.peek(b.dut.room.write) && chance(0.3)) now.write = sent.write++;
        if (sent.data < sent.read - 1 && b.random.chance(0.4)) now.data = sent.data++;
        yield* step(b, now);
      }
      while (sent.data < sent.read) yield* step(b, { data: sent.data++ });
      for (let i = 0; i < 60; i++) yield* step(b);
    });
    sim.run();
    const tags = (kind: bigint) =>
      sink.transfers.map(({ payload }) => payload).filter(({ write }) => write === kind);
    expect(tags(0n).map(({ tag, line }) => [tag, line])).to.deep.equal(
      Array.from({ length: sent.read }, (_, i) => [BigInt(i), BigInt(i)]),
    );
    expect(tags(1n).map(({ tag }) => tag)).to.deep.equal(
      Array.from({ length: sent.write }, (_, i) => BigInt(i)),
    );
    expect(Math.min(sent.read, sent.write)).to.be.greaterThan(30);
  });
});
