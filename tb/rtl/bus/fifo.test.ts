import { expect } from "chai";
import fc from "fast-check";
import { Fifo } from "../../../rtl/bus/fifo.ts";
import { burst, random, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { pass } from "../passage.ts";
import { runs } from "../runs.ts";

const DEPTH = 4;
const design = elaborate(Fifo({ width: 16, depth: DEPTH }));
const word = ([low, high]: Uint8Array): number => low + 256 * high;

describe("the queue", () => {
  it("shows an entry one cycle after it took it", () => {
    const { results, taken, given } = pass(simulate(design), { items: [0xbeef] });
    expect(results.map(word)).to.deep.equal([0xbeef]);
    expect(given[0] - taken[0]).to.equal(1);
  });

  it("takes and gives an entry a cycle", () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const { results, taken, given } = pass(simulate(design), { items });
    expect(results.map(word)).to.deep.equal(items);
    expect(taken.map((cycle) => cycle - taken[0])).to.deep.equal(items);
    expect(given.map((cycle) => cycle - taken[0] - 1)).to.deep.equal(items);
  });

  it("is ready until it holds as many entries as it is deep, and again when one has gone", () => {
    using sim = simulate(design);
    sim.bench(function* (b) {
      const { up, down } = b.dut;
      b.drive(down.ready, 0);
      b.drive(up.valid, 1);
      const ready: bigint[] = [];
      for (let entry = 0; entry < DEPTH; entry++) {
        b.drive(up.payload, entry);
        yield* b.settle();
        ready.push(b.peek(up.ready));
        yield* b.tick();
      }
      expect(ready).to.deep.equal([1n, 1n, 1n, 1n]);
      expect(b.peek({ ready: up.ready, head: down.payload })).to.deep.equal({ ready: 0n, head: 0n });
      yield* b.tick(3);
      expect(b.peek({ ready: up.ready, head: down.payload })).to.deep.equal({ ready: 0n, head: 0n });
      b.drive(down.ready, 1);
      b.drive(up.valid, 0);
      yield* b.tick();
      expect(b.peek({ ready: up.ready, head: down.payload })).to.deep.equal({ ready: 1n, head: 1n });
    });
    sim.run();
  });

  it("offers nothing while it is empty: after reset, and when its last entry has gone", () => {
    using sim = simulate(design);
    sim.bench(function* (b) {
      const { up, down } = b.dut;
      b.drive(up.valid, 0);
      b.drive(down.ready, 1);
      yield* b.tick();
      expect(b.peek(down.valid)).to.equal(0n);
      b.drive(up.valid, 1);
      b.drive(up.payload, 7);
      yield* b.tick();
      expect(b.peek(down)).to.deep.equal({ valid: 1n, ready: 1n, payload: 7n });
      b.drive(up.valid, 0);
      yield* b.tick();
      expect(b.peek(down.valid)).to.equal(0n);
    });
    sim.run();
  });

  for (const depth of [2, 8]) {
    it(`of ${depth} entries holds what a queue holds, and is ready and valid as one, under any pauses`, () => {
      const sized = elaborate(Fifo({ width: 16, depth }));
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      fc.assert(
        fc.property(share, share, fc.integer(), (send, accept, seed) => {
          using sim = simulate(sized, { seed });
          const queue: bigint[] = [];
          sim.bench(function* (b) {
            const { up, down } = b.dut;
            for (let cycle = 0; cycle < 200; cycle++) {
              b.drive(up.valid, b.random.chance(send));
              b.drive(up.payload, b.random.bits(16));
              b.drive(down.ready, b.random.chance(accept));
              const seen = yield* b.sample({ up, down });
              expect([seen.up.ready, seen.down.valid]).to.deep.equal([
                queue.length < depth ? 1n : 0n,
                queue.length > 0 ? 1n : 0n,
              ]);
              if (queue.length > 0) expect(seen.down.payload).to.equal(queue[0]);
              if (seen.down.valid && seen.down.ready) queue.shift();
              if (seen.up.valid && seen.up.ready) queue.push(seen.up.payload);
            }
          });
          sim.run();
        }),
        runs(25),
      );
    });
  }

  it("loses, repeats and reorders nothing through many turns of its memory", () => {
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const pauses = { send: random(0.6), accept: burst(9, 7) };
    expect(pass(simulate(design, { seed: 5 }), { items, ...pauses }).results.map(word)).to.deep.equal(items);
  });

  it("refuses depths that are no power of two", () => {
    for (const depth of [0, 1, 3, 12, Number.POSITIVE_INFINITY]) {
      expect(() => Fifo({ width: 16, depth }))
        .to.throw(`OPTION: depth is "${depth}"`)
        .with.property("fix", "give a power of two, 2 or more");
    }
  });

  it("masks its entries in waves where they are secret", () => {
    const secrets = (secret: boolean) => {
      const { netlist } = elaborate(Fifo({ width: 16, depth: 4, secret }));
      return {
        memory: netlist.memories[0].secret,
        signals: netlist.signals.filter((signal) => signal.secret && signal.name === "payload").length,
      };
    };
    expect(secrets(true)).to.deep.equal({ memory: true, signals: 2 });
    expect(secrets(false)).to.deep.equal({ memory: false, signals: 0 });
  });
});
