import { expect } from "chai";
import { LineCam } from "../../../rtl/engine/line-cam.ts";
import { type Bench, Random, simulate, type Task } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const camDesign = (writes: number, slotBits: number) => elaborate(LineCam({ writes, slotBits }));
type Ports = ReturnType<typeof camDesign>["io"];

/** Begins a write of a line in a slot, or ends the one in a slot, or both, at the next edge. */
function* step(b: Bench<Ports>, begin?: readonly [slot: number, physical: bigint], end?: number): Task {
  b.drive(b.dut.begin.enable, begin !== undefined);
  b.drive(b.dut.end.enable, end !== undefined);
  if (begin) {
    b.drive(b.dut.begin.slot, begin[0]);
    b.drive(b.dut.begin.physical, begin[1]);
  }
  if (end !== undefined) b.drive(b.dut.end.slot, end);
  yield* b.tick();
  b.drive(b.dut.begin.enable, 0);
  b.drive(b.dut.end.enable, 0);
}

/** Whether a line is busy for a read and for a write: they never differ when asked the same. */
function* busy(b: Bench<Ports>, physical: bigint): Task<boolean> {
  b.drive(b.dut.read.physical, physical);
  b.drive(b.dut.write.physical, physical);
  yield* b.settle();
  const read = b.peek(b.dut.read.busy);
  expect(b.peek(b.dut.write.busy)).to.equal(read);
  return read === 1n;
}

function bench(writes: number, slotBits: number, body: (b: Bench<Ports>) => Task): void {
  using sim = simulate(camDesign(writes, slotBits));
  sim.drive(sim.dut.begin.enable, 0);
  sim.drive(sim.dut.end.enable, 0);
  sim.bench(body);
  sim.run();
}

describe("the lines that writes on their way change", () => {
  it("are none after reset", () => {
    bench(4, 2, function* (b) {
      for (const physical of [0n, 0x40n, 0xf_ffff_ffff_ffc0n])
        expect(yield* busy(b, physical)).to.equal(false);
    });
  });

  it("are busy from the cycle after the write begins until the one after it ends", () => {
    bench(4, 2, function* (b) {
      expect(yield* busy(b, 0x40n)).to.equal(false);
      yield* step(b, [2, 0x40n]);
      expect(yield* busy(b, 0x40n)).to.equal(true);
      yield* b.tick(5);
      expect(yield* busy(b, 0x40n)).to.equal(true);
      yield* step(b, undefined, 2);
      expect(yield* busy(b, 0x40n)).to.equal(false);
    });
  });

  it("are whole lines of 64 bytes, by all 46 bits of their number", () => {
    bench(4, 2, function* (b) {
      yield* step(b, [0, 0x40n]);
      expect(yield* busy(b, 0x7fn)).to.equal(true);
      expect(yield* busy(b, 0x3fn)).to.equal(false);
      expect(yield* busy(b, 0x80n)).to.equal(false);
      for (let bit = 6n; bit < 52n; bit++)
        expect(yield* busy(b, 0x40n ^ (1n << bit)), `bit ${bit}`).to.equal(false);
    });
  });

  it("are asked for by reads and by writes in one cycle", () => {
    bench(4, 2, function* (b) {
      yield* step(b, [0, 0x40n]);
      b.drive(b.dut.read.physical, 0x40n);
      b.drive(b.dut.write.physical, 0x80n);
      yield* b.settle();
      expect([b.peek(b.dut.read.busy), b.peek(b.dut.write.busy)]).to.deep.equal([1n, 0n]);
    });
  });

  it("change in one cycle where one write ends and another begins in its slot", () => {
    bench(1, 1, function* (b) {
      yield* step(b, [0, 0x40n]);
      yield* step(b, [0, 0x80n], 0);
      expect([yield* busy(b, 0x40n), yield* busy(b, 0x80n)]).to.deep.equal([false, true]);
    });
  });

  for (const [writes, slotBits] of [
    [1, 1],
    [3, 2],
    [16, 4],
  ] as const) {
    it(`are what a table of ${writes} slots holds, through any writes`, () => {
      const slots = new Map<number, bigint>();
      const random = new Random(writes);
      bench(writes, slotBits, function* (b) {
        for (let i = 0; i < 300; i++) {
          const free = Array.from({ length: writes }, (_, slot) => slot).filter((slot) => !slots.has(slot));
          const line = () => BigInt(64 * random.below(6));
          const end = slots.size > 0 && random.chance(0.5) ? random.pick([...slots.keys()]) : undefined;
          const begin =
            free.length > 0 && random.chance(0.6) ? ([random.pick(free), line()] as const) : undefined;
          yield* step(b, begin, end);
          if (end !== undefined) slots.delete(end);
          if (begin) slots.set(...begin);
          const asked = line();
          expect(yield* busy(b, asked + BigInt(random.below(64)))).to.equal(
            [...slots.values()].includes(asked),
          );
        }
      });
    });
  }
});
