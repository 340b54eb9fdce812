import { expect } from "chai";
import { fork, join } from "../../../rtl/bus/handshake.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { flip, module, stream } from "../../../sim/hdl/index.ts";

const Fork = module(
  "Fork",
  { up: flip(stream(1)), a: stream(1), b: stream(1), c: stream(1) },
  ({ up, a, b, c }) => {
    fork(up, a, b, c);
    for (const sink of [a, b, c]) sink.payload.drive(up.payload);
  },
);

const Join = module(
  "Join",
  { a: flip(stream(1)), b: flip(stream(1)), c: flip(stream(1)), down: stream(1) },
  ({ a, b, c, down }) => {
    join(down, a, b, c);
    down.payload.drive(a.payload.xor(b.payload).xor(c.payload));
  },
);

/** All choices of four bits. */
const CHOICES = Array.from({ length: 16 }, (_, i) => [8, 4, 2, 1].map((bit) => (i & bit ? 1 : 0)));

describe("fork", () => {
  it("transfers to all sinks in the same cycle, when the source is valid and all are ready, or to none", () => {
    using sim = simulate(Fork);
    const { up, a, b, c } = sim.dut;
    for (const [valid, ...ready] of CHOICES) {
      sim.drive(up.valid, valid);
      for (const [i, sink] of [a, b, c].entries()) sim.drive(sink.ready, ready[i]);
      sim.run({ time: 1 });
      const fires = ({ valid, ready }: typeof up | typeof a) => sim.peek(valid) & sim.peek(ready);
      const all = valid && ready.every(Boolean) ? 1n : 0n;
      expect([up, a, b, c].map(fires), `valid ${valid}, ready ${ready}`).to.deep.equal([all, all, all, all]);
    }
  });

  it("offers to a sink without asking whether that one is ready", () => {
    using sim = simulate(Fork);
    const { up, a, b, c } = sim.dut;
    for (const [port, bit] of [
      [up.valid, 1],
      [a.ready, 0],
      [b.ready, 1],
      [c.ready, 1],
    ] as const) {
      sim.drive(port, bit);
    }
    sim.run({ time: 1 });
    expect([a, b, c].map(({ valid }) => sim.peek(valid))).to.deep.equal([1n, 0n, 0n]);
  });
});

describe("join", () => {
  it("transfers from all sources in the same cycle, when all are valid and the sink is ready, or from none", () => {
    using sim = simulate(Join);
    const { a, b, c, down } = sim.dut;
    for (const [ready, ...valid] of CHOICES) {
      sim.drive(down.ready, ready);
      for (const [i, source] of [a, b, c].entries()) sim.drive(source.valid, valid[i]);
      sim.run({ time: 1 });
      const fires = ({ valid, ready }: typeof a | typeof down) => sim.peek(valid) & sim.peek(ready);
      const all = ready && valid.every(Boolean) ? 1n : 0n;
      expect([down, a, b, c].map(fires), `ready ${ready}, valid ${valid}`).to.deep.equal([
        all,
        all,
        all,
        all,
      ]);
    }
  });

  it("is valid when all sources are, whether or not the sink is ready", () => {
    using sim = simulate(Join);
    const { a, b, c, down } = sim.dut;
    for (const { valid } of [a, b, c]) sim.drive(valid, 1);
    sim.drive(down.ready, 0);
    sim.run({ time: 1 });
    expect(sim.peek(down.valid)).to.equal(1n);
  });
});
