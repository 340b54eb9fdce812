import { expect } from "chai";
import { type BenchBody, StreamMonitor, simulate } from "../../../sim/bench/index.ts";
import { In, module, Out, type Outside } from "../../../sim/hdl/index.ts";
import { Lines, Slice } from "./duts.ts";
import { failure } from "./failure.ts";

/** A stream between two sides that the bench plays both. */
const Link = module(
  "Link",
  {
    valid: In(1),
    ready: In(1),
    payload: In(8),
    link: { valid: Out(1), ready: Out(1), payload: Out(8) },
  },
  ({ valid, ready, payload, link }) => {
    link.valid.drive(valid);
    link.ready.drive(ready);
    link.payload.drive(payload);
  },
);

/** Plays a cycle a character on valid and ready, and a payload a cycle. */
function play(valid: string, ready: string, payloads: (number | string)[]) {
  using sim = simulate(Link);
  const monitor = new StreamMonitor(sim, sim.dut.link);
  const body: BenchBody<Outside<typeof Link.shape>> = function* main(b) {
    for (let i = 0; i < valid.length; i++) {
      b.drive(b.dut.valid, valid[i]);
      b.drive(b.dut.ready, ready[i]);
      b.drive(b.dut.payload, payloads[i] ?? 0);
      yield* b.tick();
    }
  };
  sim.bench(body).run();
  return monitor.transfers.map(({ payload, cycle, time }) => [payload, cycle, time]);
}

describe("a stream monitor", () => {
  it("keeps what passes where valid and ready are both 1, with cycle and time", () => {
    expect(play("01111", "11011", [1, 2, 3, 3, 5])).to.deep.equal([
      [2n, 4, 4000],
      [3n, 6, 6000],
      [5n, 7, 7000],
    ]);
  });

  it("fails where valid falls before ready", () => {
    expect(failure(() => play("10", "00", [1, 1]))).to.equal(
      [
        "ASSERT: Link.link.valid falls before the item that it offered is taken",
        "  stream: [const Link = module(]",
        "  fix: hold valid and payload until ready is 1 at an edge",
        "  at 4000 ps, cycle 4 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("fails where the payload changes before ready, by a bit or to x", () => {
    const text = "ASSERT: Link.link.payload changes before it is taken";
    expect(failure(() => play("11", "01", [1, 3]))).to.contain(text);
    expect(failure(() => play("11", "01", [1, "0000000x"]))).to.contain(text);
    expect(
      play(
        "111",
        "001",
        ["0000000x", "0000000x", "0000000x"].map(() => 4),
      ),
    ).to.have.lengthOf(1);
  });

  it("fails where valid is unknown, and ready where it matters", () => {
    expect(failure(() => play("x", "1", [1]))).to.contain(
      "UNKNOWN: Link.link.valid of a stream is x or z at an edge outside reset",
    );
    expect(failure(() => play("1", "x", [1]))).to.contain("UNKNOWN: Link.link.ready of a stream is x or z");
    expect(play("0", "x", [1])).to.deep.equal([]);
  });

  it("fails where an unknown payload passes, which may be unknown until then", () => {
    expect(failure(() => play("1", "1", ["x"]))).to.contain(
      "UNKNOWN: Link.link.payload has unknown bits: 0xxx",
    );
    expect(play("0", "1", ["x"])).to.deep.equal([]);
  });

  it("gives payloads in bytes, and hands them over instead of keeping them", () => {
    using sim = simulate(Lines);
    sim.drive(sim.dut.down.ready, 1);
    const lines: Uint8Array[] = [];
    const monitor = new StreamMonitor(sim, sim.dut.down, {
      as: "bytes",
      each: ({ payload: { line, tag } }) => lines.push(line, tag),
    });
    sim.bench(function* (b) {
      b.drive(b.dut.up.valid, 1);
      b.drive(b.dut.up.payload.line, 0x0201);
      b.drive(b.dut.up.payload.tag, 9);
      yield* b.tick();
      b.drive(b.dut.up.valid, 0);
      yield* b.tick();
    });
    sim.run();
    const line = new Uint8Array(64);
    line.set([1, 2]);
    expect(lines).to.deep.equal([line, Uint8Array.of(9)]);
    expect([monitor.count, monitor.transfers]).to.deep.equal([1, []]);
  });

  it("gives transfers to a bench one by one", () => {
    using sim = simulate(Slice(8));
    sim.drive(sim.dut.down.ready, 1);
    const monitor = new StreamMonitor(sim, sim.dut.down);
    sim.bench(function* source(b) {
      for (const item of [10, 20]) {
        b.drive(b.dut.up.valid, 1);
        b.drive(b.dut.up.payload, item);
        yield* b.tick();
      }
      b.drive(b.dut.up.valid, 0);
    });
    sim.bench(function* reader(b) {
      const { payload, cycle } = yield* monitor.take();
      expect([payload, cycle, b.cycle]).to.deep.equal([10n, 4, 4]);
      yield* b.tick(3);
      expect(yield* monitor.take()).to.deep.equal({ payload: 20n, cycle: 5, time: 5000 });
      yield* monitor.take(9);
    });
    expect(failure(() => sim.run())).to.contain(
      "TIMEOUT: no item passed Slice.down.valid within 9 edges of clk",
    );
  });

  it("sees nothing in reset, and tells of each edge in it", () => {
    using sim = simulate(Slice(8));
    let edges = 0;
    const monitor = new StreamMonitor(sim, sim.dut.up, { reset: () => edges++ });
    sim.drive(sim.dut.up.valid, 1).drive(sim.dut.up.payload, 1).drive(sim.dut.down.ready, 1);
    sim.bench(function* (b) {
      yield* b.tick();
    });
    sim.run();
    expect(monitor.transfers.map(({ cycle }) => cycle)).to.deep.equal([3]);
    expect(edges).to.equal(2);
  });
});
