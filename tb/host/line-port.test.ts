import { expect } from "chai";
import { LinePort } from "../../host/line-port.ts";
import { simulate } from "../../sim/bench/index.ts";
import { flip, In, module, regs, stream, u } from "../../sim/hdl/index.ts";

const PORTS = {
  up: flip(stream({ line: 512, address: 52, slot: 2, tag: 8 })),
  down: stream({ line: 512, tag: 8 }),
};

/** Gives each line back after a cycle, with its address in it, unless it is told to stall or to spoil the tag. */
const Echo = module("Echo", { ...PORTS, stall: In(1), spoil: In(8) }, ({ up, down, stall, spoil }) => {
  const { valid, line, tag } = regs({ valid: u(1).init(0), line: 512, tag: 8 });
  up.ready.drive(stall.not());
  valid.next = up.valid.and(stall.not());
  line.next = up.payload.line.xor(up.payload.address.zext(512));
  tag.next = up.payload.tag.xor(spoil).xor(up.payload.slot.zext(8));
  down.valid.drive(valid);
  down.payload.line.drive(line);
  down.payload.tag.drive(tag);
});

/** Takes every line and gives none back, or gives lines that it never took. */
const oneSided = (name: string, gives: 0 | 1) =>
  module(name, PORTS, ({ up, down }) => {
    up.ready.drive(1);
    down.valid.drive(gives);
    down.payload.line.drive(0);
    down.payload.tag.drive(9);
  });
const Hole = oneSided("Hole", 0);
const Spring = oneSided("Spring", 1);

interface Plan {
  /** Lines to offer as soon as the port is free; line k is full of byte k, at address 2^40 k. */
  readonly lines: number;
  /** Cycles in which the hardware takes nothing. */
  readonly stalls?: readonly number[];
  readonly spoil?: number;
}

/** Plays lines for 300 cycles or until all are back; what came out, and the tags that were given. */
function play({ lines, stalls = [], spoil = 0 }: Plan) {
  using sim = simulate(Echo);
  const port = new LinePort(sim, sim.dut);
  const tags: number[] = [];
  const results: { readonly k: number; readonly line: Uint8Array; readonly latency: number }[] = [];
  let offers = 0;
  sim.bench(function* (bench) {
    bench.drive(sim.dut.spoil, spoil);
    for (let cycle = 0; cycle < 300 && results.length < lines; cycle++) {
      bench.drive(sim.dut.stall, stalls.includes(cycle) ? 1 : 0);
      if (port.isFree && offers < lines) {
        const k = offers++;
        const done = (line: Uint8Array, latency: number) => results.push({ k, line, latency });
        tags.push(port.offer({ address: 2 ** 40 * k, line: new Uint8Array(64).fill(k), done }));
        expect(port.isFree).to.equal(false);
      }
      port.drive(bench);
      const seen = yield* bench.sampleBytes(port.watched);
      port.observe(seen, bench.cycle);
    }
  });
  sim.run();
  return { results, tags, unfinished: port.unfinished };
}

describe("LinePort", () => {
  it("gives lines with their addresses to the hardware and the results back in order", () => {
    const { results, unfinished } = play({ lines: 3 });
    const expected = [0, 1, 2].map((k) => {
      const line = new Uint8Array(64).fill(k);
      line[5] ^= k; // bits 47:40 of the address
      return { k, line, latency: 1 };
    });
    expect(results).to.deep.equal(expected);
    expect(unfinished).to.equal(0);
  });

  it("names lines by tags that go round after 256", () => {
    const { tags, results } = play({ lines: 259 });
    expect(tags.slice(0, 3)).to.deep.equal([0, 1, 2]);
    expect(tags.slice(254)).to.deep.equal([254, 255, 0, 1, 2]);
    expect(results.map(({ k }) => k)).to.deep.equal(Array.from({ length: 259 }, (_, k) => k));
  });

  it("holds a line until the hardware takes it, and counts its latency from then", () => {
    const { results } = play({ lines: 4, stalls: [1, 2, 3, 5] });
    expect(results.map(({ k, latency }) => [k, latency])).to.deep.equal([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("counts a line as unfinished from its offer on", () => {
    const always = Array.from({ length: 300 }, (_, cycle) => cycle);
    expect(play({ lines: 5, stalls: always }).unfinished).to.equal(1);
  });

  it("takes no more lines than it has tags", () => {
    using sim = simulate(Hole);
    const port = new LinePort(sim, sim.dut);
    let taken = 0;
    sim.bench(function* (bench) {
      for (let cycle = 0; cycle < 300; cycle++) {
        if (port.isFree) {
          port.offer({ address: 0, line: new Uint8Array(64), done: () => expect.fail("came back") });
          taken++;
        }
        port.drive(bench);
        port.observe(yield* bench.sampleBytes(port.watched), bench.cycle);
      }
    });
    sim.run();
    expect({ taken, unfinished: port.unfinished, isFree: port.isFree }).to.deep.equal({
      taken: 256,
      unfinished: 256,
      isFree: false,
    });
  });

  it("fails when a line comes back in another's place", () => {
    expect(() => play({ lines: 3, spoil: 4 })).to.throw("the engine gave tag 4 where tag 0 was due");
  });

  it("fails when a line comes back that was not given", () => {
    using sim = simulate(Spring);
    const port = new LinePort(sim, sim.dut);
    sim.bench(function* (bench) {
      port.observe(yield* bench.sampleBytes(port.watched), bench.cycle);
    });
    expect(() => sim.run()).to.throw("the engine gave tag 9 where none was due");
  });
});
